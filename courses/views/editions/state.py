"""Where the staff take an edition from one state to the next: first what it will do, then the button."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from core.errors import Conflict
from courses.enums import EditionState
from courses.errors import ForbiddenMove
from courses.forms.editions import ReasonForm
from courses.models import Edition
from courses.rules import EDITION_TRANSITIONS, edition_may_move
from courses.services import move_edition
from courses.services.editions.consequences import consequences_of
from courses.views.requests import PersonRequest

# The button of each state, which says what happens.
BUTTONS: Mapping[EditionState, str] = {
    EditionState.OPEN: "Abrir el plazo",
    EditionState.CLOSED: "Cerrar el plazo",
    EditionState.RUNNING: "Poner en marcha",
    EditionState.FINISHED: "Terminar la edición",
    EditionState.CANCELLED: "Anular la edición",
}
CHANGED = "La edición ha cambiado mientras tanto. Mira cómo está ahora."


def steps_from(edition: Edition) -> list[dict[str, str]]:
    """Return the steps an edition can take now, as the page of management offers them."""
    lawful = EDITION_TRANSITIONS[EditionState(edition.state)]
    return [
        {
            "label": label,
            "url": reverse("courses:edition_state", args=[edition.code, target]),
            "kind": "quiet" if target == EditionState.CANCELLED else "secondary",
        }
        for target, label in BUTTONS.items()
        if target in lawful
    ]


def change(request: PersonRequest, code: str, target: str) -> HttpResponse:
    """Say what the step will do; on POST, take it."""
    edition = get_object_or_404(Edition.objects.select_related("course"), code=code)
    if target not in BUTTONS:
        raise Http404
    to = EditionState(target)
    if not edition_may_move(edition.state, to):
        raise Conflict(CHANGED)
    form = ReasonForm(request.POST or None) if to == EditionState.CANCELLED else None
    if request.method == "POST" and (form is None or form.is_valid()):
        return _done(request, edition, to, form.cleaned_data["reason"] if form else "")
    context: dict[str, Any] = {
        "page_title": BUTTONS[to],
        "breadcrumbs": [("Gestionar la edición", reverse("courses:management", args=[code]))],
        "edition": edition,
        "form": form,
        "consequences": consequences_of(edition, to),
        "button": BUTTONS[to],
        "kind": "danger" if to == EditionState.CANCELLED else "primary",
    }
    return render(request, "courses/editions/state.html", context)


def _done(request: PersonRequest, edition: Edition, to: EditionState, reason: str) -> HttpResponse:
    try:
        moved = move_edition(edition=edition, target=to, actor=request.user, reason=reason)
    except ForbiddenMove as error:
        # Somebody else took the step between our reading and the lock.
        raise Conflict(CHANGED) from error
    messages.success(request, f"Hecho: la edición está ahora «{EditionState(moved.state).label}».")
    return redirect("courses:management", edition.code)
