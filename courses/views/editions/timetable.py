"""Where the staff add, move and call off the classes of an edition."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from core.idempotency import FIELD
from courses.enums import ENDED
from courses.forms.editions import HoursForm, NewClassesForm, ReasonForm
from courses.models import Edition, LiveSession
from courses.services import add_classes, cancel_session, reschedule_session
from courses.services.editions.clashes import who_clashes
from courses.services.editions.members import people_in
from courses.services.editions.timetable import were_added
from courses.views.requests import PersonRequest

# What the second button sends: she has read who clashes and goes on.
KNOWN = "coinciden"


def add(request: PersonRequest, code: str) -> HttpResponse:
    """Add one class, or one each week at the same hour."""
    edition = get_object_or_404(Edition.objects.select_related("course"), code=code)
    form = NewClassesForm(request.POST or None)
    clashing: list[str] = []
    if request.method == "POST" and form.is_valid():
        again = were_added(actor=request.user, key=request.POST.get(FIELD, ""))
        clashing = [] if again else _clashing(form, edition)
        if not clashing or KNOWN in request.POST:
            typed = form.cleaned_data
            made = add_classes(
                edition=edition,
                title=typed["title"],
                starts=typed["starts"],
                lasts=form.lasts,
                actor=request.user,
                key=request.POST.get(FIELD, ""),
            )
            one = len(made) == 1
            messages.success(
                request, "Hecho: hay una clase más." if one else f"Hecho: hay {len(made)} clases más."
            )
            return redirect("courses:management", code)
    shown = {"page_title": "Añadir clases", "button": "Añadir las clases", "form": form, "clashing": clashing}
    return _page(request, edition, shown)


def move(request: PersonRequest, pk: int) -> HttpResponse:
    """Give a class another day or hour."""
    found = get_object_or_404(LiveSession.objects.in_detail(), pk=pk)
    form = HoursForm(request.POST or None, initial=HoursForm.of(found))
    clashing: list[str] = []
    if request.method == "POST" and form.is_valid():
        clashing = _clashing(form, found.edition, besides=found)
        if not clashing or KNOWN in request.POST:
            start = form.cleaned_data["starts"][0]
            reschedule_session(session=found, starts_at=start, ends_at=start + form.lasts, actor=request.user)
            messages.success(request, f"Hecho: «{found.title}» tiene otra hora y todos lo saben por correo.")
            return redirect("courses:management", found.edition.code)
    shown = {"page_title": "Mover la clase", "button": "Mover la clase", "form": form, "clashing": clashing}
    return _page(request, found.edition, {**shown, "session": found})


def cancel(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask why; on POST, call the class off."""
    found = get_object_or_404(LiveSession.every.in_detail(), pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cancel_session(session=found, reason=form.cleaned_data["reason"], actor=request.user)
        messages.success(request, f"Hecho: «{found.title}» está anulada y todos lo saben por correo.")
        return redirect("courses:management", found.edition.code)
    shown = {"page_title": "Anular la clase", "button": "Anular la clase", "kind": "danger", "form": form}
    return _page(request, found.edition, {**shown, "session": found})


def _clashing(form: HoursForm, edition: Edition, besides: LiveSession | None = None) -> list[str]:
    starts: list[datetime] = form.cleaned_data["starts"]
    return [
        said
        for start in starts
        for said in who_clashes(edition=edition, starts_at=start, ends_at=start + form.lasts, besides=besides)
    ]


def _page(request: PersonRequest, edition: Edition, shown: dict[str, Any]) -> HttpResponse:
    form: Form = shown["form"]
    context = {
        "kind": "primary",
        **shown,
        "breadcrumbs": [("Gestionar la edición", reverse("courses:management", args=[edition.code]))],
        "edition": edition,
        "told": len(people_in(edition)),
        "known": KNOWN,
        "over": edition.state in ENDED,
        "errors": bool(form.errors),
    }
    return render(request, "courses/editions/class.html", context)
