"""Questions in Wagtail's admin: written one by one, brought in from a file looked at first, taken out."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import BlanketPermissionPolicy
from wagtail.permissions import register_permission_policy

from core.idempotency import fingerprint, once
from courses.banks.reading import read_bank
from courses.banks.writing_gift import gift_of
from courses.banks.writing_moodle_xml import moodle_xml_of
from courses.forms.question_files import ConfirmForm, QuestionFileForm
from courses.forms.questions import QuestionForm
from courses.models import Question
from courses.rules import manages_editions
from courses.services.quizzes import QuizRefused
from courses.services.quizzes.keeping import keep_question, remove_question, why_not_remove
from courses.services.quizzes.questions import store_questions

# How each format is written, and what the file is called.
WRITERS = {
    "gift": (gift_of, "preguntas.txt", "text/plain; charset=utf-8"),
    "moodle_xml": (moodle_xml_of, "preguntas.xml", "application/xml; charset=utf-8"),
}


class KeepersOfQuestions(BlanketPermissionPolicy):
    """Whoever makes courses keeps the questions; each act on one leaves its row, as the import does."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Answer by role; Wagtail's own grants have no say."""
        return manages_editions(user)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Whether one of these is allowed."""
        return any(self.user_has_permission(user, action) for action in actions)


class ByItsVerb:
    """Saves a question by its verb."""

    form: Any
    request: Any

    def save_instance(self) -> Any:
        """Hand over what was typed."""
        return keep_question(question=self.form.instance, actor=self.request.user)


class AddQuestion(ByItsVerb, generic.CreateView):
    """A new question."""


class EditQuestion(ByItsVerb, generic.EditView):
    """A question that is changed: attempts already begun keep the one they asked."""


class DeleteQuestion(generic.DeleteView):
    """A question that goes, unless a quiz needs it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say beforehand why it cannot go, if it cannot."""
        reason = why_not_remove(self.object)
        if reason:
            messages.warning(self.request, reason)
        return {**super().get_context_data(**kwargs), "is_protected": bool(reason)}

    def form_valid(self, form: Any) -> HttpResponse:
        """Delete it, or say why not and change nothing."""
        try:
            remove_question(question=self.object, actor=self.request.user)
        except QuizRefused as refused:
            messages.error(self.request, refused.reason)
            return redirect("questions:edit", self.object.pk)
        messages.success(self.request, self.get_success_message())
        return redirect(self.get_success_url())


class QuestionViewSet(ModelViewSet):
    """The questions of every bank."""

    model = Question
    icon = "help"
    menu_label = "Preguntas"
    menu_order = 230
    add_to_admin_menu = True
    url_prefix = "preguntas"
    list_display = ["title", "kind", "bank", "points"]
    list_filter = ["kind", "bank"]
    search_fields = ["title", "text", "bank"]
    # The database answers: these rows have no search index of their own.
    search_backend_name = None
    inspect_view_enabled = True
    inspect_view_fields = ["title", "kind", "bank", "text", "data", "feedback", "points", "created_at"]
    add_view_class = AddQuestion
    edit_view_class = EditQuestion
    delete_view_class = DeleteQuestion

    def get_form_class(self, for_update: bool = False) -> type[QuestionForm]:
        """Return our own form: the answers are typed, not chosen."""
        return QuestionForm


class ImportMenuItem(MenuItem):
    """Shown to whoever makes courses."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask the same rule as the address."""
        return manages_editions(request.user)  # type: ignore[arg-type]


def import_questions(request: HttpRequest) -> HttpResponse:
    """Look at a file and say what it has; keep it when that is confirmed."""
    if "shown" in request.POST:
        return _confirmed(request)
    form = QuestionFileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        context["reading"], context["confirm"] = form.looked_at()
    return render(request, "courses/admin/import_questions.html", context)


def _confirmed(request: HttpRequest) -> HttpResponse:
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["shown"][0]))
        return redirect("questions_import")
    shown, actor_id = form.cleaned_data["shown"], request.user.pk

    def act() -> dict[str, int]:
        items = read_bank(shown["raw"].encode("latin-1"), shown["format"]).items
        return {
            "count": store_questions(items=items, actor_id=actor_id, source=shown["name"], bank=shown["bank"])
        }

    kept = once(
        key=shown["key"],
        purpose="courses.questions.import",
        actor_id=actor_id,
        fingerprint=fingerprint({"raw": shown["raw"], "bank": shown["bank"]}),
        act=act,
    )
    messages.success(request, f"Preguntas guardadas: {kept['count']}.")
    return redirect("questions:index")


def export_questions(request: HttpRequest, wanted: str) -> HttpResponse:
    """Give every question, or those of one bank, as a file."""
    if wanted not in WRITERS:
        raise Http404
    write, name, kind = WRITERS[wanted]
    questions = Question.objects.order_by("bank", "pk")
    if request.GET.get("banco"):
        questions = questions.filter(bank=request.GET["banco"])
    answer = HttpResponse(write(questions), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@hooks.register("register_admin_viewset")
def question_viewset() -> QuestionViewSet:
    """Offer the list."""
    return QuestionViewSet("questions")


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """Add our pages to the admin."""
    return [
        path("preguntas/importar/", import_questions, name="questions_import"),
        path("preguntas/exportar/<slug:wanted>/", export_questions, name="questions_export"),
    ]


@hooks.register("register_admin_menu_item")
def import_menu_item() -> MenuItem:
    """Offer the import in the menu."""
    return ImportMenuItem("Importar preguntas", reverse("questions_import"), icon_name="upload", order=231)


register_permission_policy(Question, KeepersOfQuestions(Question))
