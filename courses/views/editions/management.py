"""The front page where advisers and editors run an edition: its state, classes, places and quotas."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from core import clock
from courses import words
from courses.enums import ENDED
from courses.forms.editions import CapacityForm, QuotaForm
from courses.models import Edition, LiveSession
from courses.rules import shares_later
from courses.services import allocate_places, change_capacity, keep_seats
from courses.services.editions.offered import seats_held
from courses.views.editions.state import steps_from
from courses.views.requests import PersonRequest

NOTHING = "No hemos cambiado nada: elige qué quieres hacer."


def management(request: PersonRequest, code: str) -> HttpResponse:
    """Show how an edition is; on POST, do the one thing its button says."""
    edition = get_object_or_404(Edition.objects.select_related("course"), code=code)
    act = request.POST.get("act", "")
    capacity = CapacityForm(
        request.POST if act == "capacity" else None, initial={"capacity": edition.capacity}
    )
    quota = QuotaForm(request.POST if act == "quota" else None, initial=_kept_until(edition))
    sent = {"capacity": capacity, "quota": quota}.get(act)
    if request.method == "POST" and (sent is None or sent.is_valid()):
        messages.success(request, ACTS.get(act, _nothing)(request, edition, sent))
        return redirect("courses:management", edition.code)
    context = {**_shown(edition), "capacity_form": capacity, "quota_form": quota, "form": sent}
    return render(request, "courses/management.html", context)


def _kept_until(edition: Edition) -> dict[str, Any]:
    kept = edition.reserved_until
    last = kept - timedelta(microseconds=1) if kept else edition.apply_until
    return {"until": timezone.localtime(last).date()}


def _shown(edition: Edition) -> dict[str, Any]:
    held, at = seats_held(edition), clock.now()
    return {
        "page_title": "Gestionar la edición",
        "breadcrumbs": [(edition.course.title, reverse("courses:aula", args=[edition.code]))],
        "edition": edition,
        "left_said": words.places_left(edition.capacity, held),
        "held": held,
        "shares_later": shares_later(edition),
        "steps": steps_from(edition),
        "over": edition.state in ENDED,
        "quotas": list(edition.quotas.all()),
        "quotas_stand": edition.reserved_until is not None and at < edition.reserved_until,
        "classes": [
            {"session": each, "to_come": each.starts_at > at, "given": each.ends_at < at}
            for each in LiveSession.every.filter(edition=edition).order_by("starts_at", "pk")
        ],
    }


def _allocate(request: PersonRequest, edition: Edition, form: Form | None) -> str:
    given = allocate_places(edition=edition, actor=request.user)
    said = words.counted(len(given), "solicitud tiene", "solicitudes tienen")
    return f"Hecho: {said} ya su respuesta y su correo."


def _capacity(request: PersonRequest, edition: Edition, form: Form | None) -> str:
    capacity = form.cleaned_data["capacity"] if form else edition.capacity
    change_capacity(edition=edition, capacity=capacity, actor=request.user)
    return f"Hecho: la edición tiene {words.counted(capacity, 'plaza', 'plazas')}."


def _quota(request: PersonRequest, edition: Edition, form: Form | None) -> str:
    if not isinstance(form, QuotaForm):
        return NOTHING
    asked = form.asked()
    keep_seats(edition=edition, actor=request.user, **asked)
    said = words.counted(asked["seats"], "plaza se guarda", "plazas se guardan")
    return f"Hecho: {said} para {asked['label']}."


def _drop(request: PersonRequest, edition: Edition, form: Form | None) -> str:
    label = request.POST.get("label", "")[:80]
    if not edition.quotas.filter(label=label).exists():
        return NOTHING
    keep_seats(edition=edition, label=label, seats=0, actor=request.user)
    return f"Hecho: ya no se guardan plazas para {label}."


def _nothing(request: PersonRequest, edition: Edition, form: Form | None) -> str:
    return NOTHING


ACTS: Mapping[str, Callable[[PersonRequest, Edition, Form | None], str]] = {
    "allocate": _allocate,
    "capacity": _capacity,
    "quota": _quota,
    "drop": _drop,
}
