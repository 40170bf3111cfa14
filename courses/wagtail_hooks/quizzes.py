"""Quizzes in Wagtail's admin: their parts in order, and how many questions each bank has."""

from typing import Any

from django import forms
from django.db import transaction
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from courses.models import Question, Quiz
from courses.services.quizzes.keeping import note_quiz_kept
from courses.wagtail_hooks.editions import EditorsOfEditions

# More options than these make a list that nobody reads, and a page that a slow line does not open.
MOST_OFFERED = 400


def banks_offered() -> list[tuple[str, str]]:
    """Return the banks there are, each with how many questions it has, for a list to choose from."""
    counted = Question.objects.counted_by_bank()
    return [("", "Ninguno"), *((row["bank"], f"{row['bank']} ({row['questions']})") for row in counted)]


class BankSelect(forms.Select):
    """A list to choose a bank from, read each time it is drawn."""

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> Any:
        """Offer the banks there are now."""
        self.choices = banks_offered()
        return super().optgroups(name, value, attrs)


class QuestionSelect(forms.Select):
    """A list to choose a question from, bank by bank.

    Wagtail's own chooser starts from a script inside the page, which the admin's policy does not let run.
    """

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> Any:
        """Offer the first of each bank and, always, the one already chosen."""
        self.choices = questions_offered([each for each in value if each.isdigit()])
        return super().optgroups(name, value, attrs)


def questions_offered(chosen: list[str]) -> list[Any]:
    """Return the questions to choose from, grouped by bank; a long bank is drawn from, not chosen from."""
    known = Question.objects.order_by("bank", "pk").values_list("bank", "pk", "title")
    rows = [*known.filter(pk__in=chosen), *known.exclude(pk__in=chosen)[:MOST_OFFERED]]
    grouped: dict[str, list[tuple[int, str]]] = {}
    for bank, pk, title in rows:
        grouped.setdefault(bank or "Sin banco", []).append((pk, title))
    return [("", "Ninguna"), *grouped.items()]


class BanksPanel(HelpPanel):
    """Says how many questions each bank has, at the moment the page is opened."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("template", "courses/admin/banks.html")
        super().__init__(**kwargs)

    class BoundPanel(HelpPanel.BoundPanel):
        """Asks when it is drawn."""

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Bring the banks."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "banks": list(Question.objects.counted_by_bank())}


class Audited:
    """Saves a quiz and leaves its row in the audit, both or none."""

    request: Any

    def save_instance(self) -> Any:
        """Save it, and note who did."""
        with transaction.atomic():
            quiz = super().save_instance()  # type: ignore[misc]  # mixed into Wagtail's views alone
            note_quiz_kept(quiz=quiz, actor=self.request.user)
        return quiz


class AddQuiz(Audited, CreateView):
    """A new quiz."""


class EditQuiz(Audited, EditView):
    """A quiz that is changed: attempts already begun keep what they asked."""

    def get_editing_sessions(self) -> None:
        """Note nobody as being here: looking at a page writes nothing."""


class QuizViewSet(SnippetViewSet):
    """Quizzes: what they ask, how long, how often, with what one passes."""

    model = Quiz
    icon = "help"
    menu_label = "Cuestionarios"
    menu_order = 229
    add_to_admin_menu = True
    list_display = ["title", "pass_percent", "attempts", "minutes", "feedback_when"]
    search_fields = ["title"]
    # The database answers: these rows have no search index of their own.
    search_backend_name = None
    add_view_class = AddQuiz
    edit_view_class = EditQuiz
    panels = [
        FieldPanel("title"),
        FieldPanel("introduction"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("pass_percent"), FieldPanel("attempts"), FieldPanel("minutes")]),
                FieldPanel("feedback_when"),
                FieldPanel("shuffle"),
            ],
            "Cómo se hace",
        ),
        InlinePanel(
            "parts",
            [
                FieldPanel("question", widget=QuestionSelect),
                FieldRowPanel([FieldPanel("bank", widget=BankSelect), FieldPanel("how_many")]),
            ],
            heading="Preguntas, en orden",
            label="Pregunta, o varias de un banco",
            help_text="En cada parte, elige una pregunta. O elige un banco y di cuántas salen de él al azar.",
        ),
        BanksPanel(heading="Bancos de preguntas"),
    ]


register_permission_policy(Quiz, EditorsOfEditions(Quiz))
register_snippet(QuizViewSet)
