"""The front page where advisers and editors run an edition: places, sharing out, quotas."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from courses import words
from courses.models import Edition
from courses.rules import shares_later
from courses.services import allocate_places, change_capacity, keep_seats
from courses.services.editions.offered import seats_held
from courses.views.requests import PersonRequest

MOST = 2000


def management(request: PersonRequest, code: str) -> HttpResponse:
    """Show how an edition is; on POST, do the one thing its button says."""
    edition = get_object_or_404(Edition.objects.select_related("course"), code=code)
    if request.method == "POST":
        act = ACTS.get(request.POST.get("act", ""), _nothing)
        messages.success(request, act(request, edition))
        return redirect("courses:management", edition.code)
    held = seats_held(edition)
    context = {
        "page_title": "Gestionar la edición",
        "breadcrumbs": [("Personas", reverse("courses:people", args=[edition.code]))],
        "edition": edition,
        "left_said": words.places_left(edition.capacity, held),
        "held": held,
        "shares_later": shares_later(edition),
        "quotas": list(edition.quotas.all()),
    }
    return render(request, "courses/management.html", context)


def _allocate(request: PersonRequest, edition: Edition) -> str:
    given = allocate_places(edition=edition, actor=request.user)
    return f"Hecho: {len(given)} solicitudes tienen ya su respuesta y su correo."


def _capacity(request: PersonRequest, edition: Edition) -> str:
    capacity = _number(request.POST, "capacity")
    if not capacity:
        return "No hemos cambiado nada: escribe cuántas plazas hay."
    change_capacity(edition=edition, capacity=capacity, actor=request.user)
    return f"Hecho: la edición tiene {capacity} plazas."


def _quota(request: PersonRequest, edition: Edition) -> str:
    label = request.POST.get("label", "").strip()[:80]
    seats = _number(request.POST, "seats")
    if not label or seats is None:
        return "No hemos cambiado nada: di para quién es el cupo y cuántas plazas se guardan."
    population = _number(request.POST, "max_population") or None
    keep_seats(edition=edition, label=label, max_population=population, seats=seats, actor=request.user)
    return f"Hecho: {seats} plazas se guardan para {label}."


def _nothing(request: PersonRequest, edition: Edition) -> str:
    return "No hemos cambiado nada: elige qué quieres hacer."


def _number(sent: Mapping[str, Any], name: str) -> int | None:
    typed = str(sent.get(name, "")).strip()
    return min(int(typed), MOST * 100) if typed.isascii() and typed.isdigit() and len(typed) < 8 else None


ACTS: Mapping[str, Callable[[PersonRequest, Edition], str]] = {
    "allocate": _allocate,
    "capacity": _capacity,
    "quota": _quota,
}
