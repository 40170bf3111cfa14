"""Looking after people: the list, the page of each, and what is done to one."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people import rules, services
from people.forms import CallBackForm, ReasonForm
from people.models import User
from people.views.directory import with_posts
from people.views.edge import PersonRequest, do, page_of, refused


def place_of(person: User) -> str:
    """Return the address of a person's page."""
    return reverse("people:person", args=[person.pk])


@require_safe
def people(request: PersonRequest) -> HttpResponse:
    """List everybody who has an account, those who may not enter included; or only whoever needs a call."""
    words = request.GET.get("q", "").strip()[:80]
    silent = request.GET.get("entrada") == "nunca"
    found = User.objects.never_entered() if silent else User.objects.all()
    asked = {"q": words, "entrada": "nunca"} if silent else {"q": words}
    page = page_of(request, with_posts(found.named_like(words) if words else found))
    context = {
        "page": page,
        "how_many": page.paginator.count,
        "query": urlencode(asked),
        "words": words,
        "silent": silent,
    }
    return render(request, "people/staff_list.html", {"page_title": "Personas", **context})


@require_safe
def person(request: PersonRequest, pk: int) -> HttpResponse:
    """Show one person: posts, roles, how she comes in, and what I may do for her."""
    return _page_of_person(request, get_object_or_404(User, pk=pk), ReasonForm())


def _page_of_person(request: PersonRequest, found: User, form: ReasonForm) -> HttpResponse:
    context = {
        "page_title": found.get_full_name(),
        "person": found,
        "posts": rules.standing_of(found).posts if found.is_active else (),
        "has_second_factor": found.has_second_factor,
        "may_look_after": rules.may_look_after(request.user, found),
        "may_call_back": rules.may_call_back(request.user, found),
        "form": form,
    }
    return render(request, "people/staff_person.html", context, status=400 if form.errors else 200)


@require_POST
def suspend(request: PersonRequest, pk: int) -> HttpResponse:
    """Shut the door to a person, now."""
    found = get_object_or_404(User, pk=pk)
    form = ReasonForm(request.POST)
    if not form.is_valid() and rules.may_look_after(request.user, found):
        return _page_of_person(request, found, form)
    reason = form.cleaned_data.get("reason", "")
    return do(
        request,
        lambda: services.suspend(actor=request.user, person=found, reason=reason),
        said=f"{found} ya no puede entrar. Se han cerrado sus sesiones.",
        back=place_of(found),
    )


@require_POST
def resume(request: PersonRequest, pk: int) -> HttpResponse:
    """Let a person in again."""
    found = get_object_or_404(User, pk=pk)
    return do(
        request,
        lambda: services.resume(actor=request.user, person=found),
        said=f"{found} puede entrar otra vez.",
        back=place_of(found),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def call_back(request: PersonRequest, pk: int) -> HttpResponse:
    """Give a code on the phone to somebody who lost hers, after calling back. The code is shown once."""
    found = get_object_or_404(User, pk=pk)
    if not rules.may_call_back(request.user, found):
        return refused(request, services.NotAllowed("No puedes recuperar el segundo paso de esta persona."))
    form = CallBackForm(request.POST or None)
    context = {"page_title": f"{found} ha perdido el móvil", "person": found, "form": form}
    if form.is_valid():
        try:
            context["code"] = services.give_recovery_code(
                actor=request.user, person=found, **form.cleaned_data
            )
        except services.PeopleError as refusal:
            form.add_error(None, refusal.reason)
    return render(request, "people/staff_call_back.html", context)
