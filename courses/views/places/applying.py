"""Asking for a place, seeing how it is, giving it back: fetch, authorise, one verb, answer."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from core import clock
from core.acting import require_acting
from core.idempotency import FIELD
from core.tenancy import unscoped
from courses import words
from courses.enums import LIVE, EditionState, EnrolmentState
from courses.models import Edition, Enrolment
from courses.rules import why_not_withdraw
from courses.services import accept_offer, apply_for_place, withdraw
from courses.services.editions.offered import offered_to, place_in_queue
from courses.services.places.overlaps import clash
from courses.views.catalogue.course import card_of
from courses.views.requests import PersonRequest
from people.models import LocalEntity

PURPOSE = "courses.place"
State = EnrolmentState
# What the page of a place says, in each state.
STORIES: Mapping[EnrolmentState, tuple[str, str]] = {
    State.APPLIED: ("Hemos recibido tu petición", "Pediste plaza en «{course}». Todavía no hay respuesta."),
    State.SUPERVISOR_OK: (
        "Tu ayuntamiento está de acuerdo",
        "Pediste plaza en «{course}». Falta repartirlas.",
    ),
    State.WAITING: ("Estás en la lista de espera", "{turn} de «{course}». Te avisaremos por correo."),
    State.OFFERED: ("Hay una plaza para ti", "Acéptala y ya es tuya: «{course}»."),
    State.CONFIRMED: ("Tienes plaza", "En «{course}», por {entity}. Te lo hemos enviado por correo."),
    State.ATTENDED: ("Has hecho este curso", "Asististe a «{course}», por {entity}."),
    State.NO_SHOW: ("No viniste a este curso", "Tenías plaza en «{course}», por {entity}."),
    State.WITHDRAWN: ("Renunciaste a la plaza", "Era de «{course}», por {entity}."),
    State.REJECTED: ("No te hemos podido dar plaza", "La pediste en «{course}», por {entity}."),
    State.EXPIRED: ("La oferta ha caducado", "Era una plaza de «{course}». Ha pasado a otra persona."),
}


def ask(request: PersonRequest, code: str, entity_id: int) -> HttpResponse:
    """Ask for a place for the town hall of the address; the signed form must name the same one."""
    edition = get_object_or_404(Edition.objects.select_related("course"), code=code)
    entity = get_object_or_404(LocalEntity, pk=entity_id)
    require_acting(request.POST.get("acting", ""), user=request.user, purpose=PURPOSE, entity_id=entity.pk)
    given = apply_for_place(
        edition=edition, person=request.user, entity=entity, key=request.POST.get(FIELD, "")
    )
    return redirect("courses:place", given.enrolment_id)


def place(request: PersonRequest, pk: int) -> HttpResponse:
    """Show how one's place is and what comes next."""
    found = _own(request, pk)
    editions = Edition.objects.filter(pk=found.edition_id)
    card = card_of(offered_to(request.user, editions)[0], request)
    headline, story = _said(found)
    context = {
        "place": found,
        "edition": found.edition,
        # After asking again, an old address tells of the old place and leaves the new one alone.
        "card": {**card, "on_place_page": True} if card["place"] == found and _goes_on(found) else {},
        "course_url": found.edition.course.get_url(request),
        "breadcrumbs": _way_back(found, request),
        "headline": headline,
        "clash": clash(request.user, found.edition) if found.state in LIVE else "",
        "story": _story(story, found),
        "stands": _goes_on(found),
    }
    return render(request, "courses/place.html", context)


def give_up(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask whether she is sure; on POST, give the place back."""
    found = _own(request, pk)
    if request.method == "POST":
        _require_same_entity(request, found)
        withdraw(enrolment=found, person=request.user)
        messages.success(request, f"Has renunciado a tu plaza en «{found.edition.course.title}».")
        return redirect(found.edition.course.get_url(request))
    context = {
        "place": found,
        "edition": found.edition,
        "refusal": why_not_withdraw(found, clock.now()),
        "page_title": "Renunciar a la plaza",
        "breadcrumbs": _way_back(found, request),
        "holds_seat": found.state in (EnrolmentState.CONFIRMED, EnrolmentState.OFFERED),
    }
    return render(request, "courses/give_up.html", context)


def accept(request: PersonRequest, pk: int) -> HttpResponse:
    """Take the place that was offered."""
    found = _own(request, pk)
    _require_same_entity(request, found)
    accept_offer(enrolment=found, person=request.user)
    return redirect("courses:place", found.pk)


def _said(found: Enrolment) -> tuple[str, str]:
    if found.edition.state == EditionState.CANCELLED and found.state in LIVE:
        return "Esta edición se ha anulado", "Era de «{course}». " + _plain(found.edition.cancelled_because)
    if found.edition.state == EditionState.FINISHED and found.state in LIVE:
        return "Esta edición ya ha terminado", "Ya no quedan plazas por dar en «{course}»."
    return STORIES[EnrolmentState(found.state)]


def _goes_on(found: Enrolment) -> bool:
    """Whether its card has anything to say: nothing may still happen to what an ended edition left open."""
    state = found.edition.state
    left_open = state == EditionState.FINISHED and found.state in LIVE
    return state != EditionState.CANCELLED and not left_open


def _plain(reason: str) -> str:
    # It goes through `format`: what somebody typed names no field.
    return f"El motivo: {reason}".replace("{", "{{").replace("}", "}}") if reason else ""


def _story(story: str, found: Enrolment) -> str:
    position = place_in_queue(found) if found.state == EnrolmentState.WAITING else 0
    return story.format(
        course=found.edition.course.title,
        entity=found.entity.name,
        turn=words.turn(position) if position else "",
    )


def _way_back(found: Enrolment, request: PersonRequest) -> list[tuple[str, str]]:
    course = found.edition.course
    return [("Formación", reverse("courses:programme")), (course.title, course.get_url(request))]


def _own(request: PersonRequest, pk: int) -> Enrolment:
    # Hers, whichever town hall it was for: one keeps one's training after leaving a post.
    with unscoped("la persona mira su propia plaza"):
        own = Enrolment.objects.of(request.user).select_related("edition__course", "entity")
        return get_object_or_404(own, pk=pk)


def _require_same_entity(request: PersonRequest, found: Enrolment) -> None:
    token = request.POST.get("acting", "")
    require_acting(token, user=request.user, purpose=PURPOSE, entity_id=found.entity_id)
