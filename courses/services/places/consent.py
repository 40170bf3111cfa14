"""The town hall agrees, or not, to one of its people taking a course in working hours."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from core import audit
from core.tenancy import unscoped
from courses.enums import ENDED, EnrolmentState, Refusal
from courses.errors import PlaceRefused
from courses.models import Enrolment
from courses.rules import CONSENTING, may_consent
from courses.services.places.applying import go_on
from courses.services.places.mails import tell
from courses.services.places.moves import locked, move
from people.models import User

State = EnrolmentState


def answer_for_town_hall(*, enrolment: Enrolment, agreed: bool, reason: str, actor: User) -> Enrolment:
    """Give or refuse the consent of the town hall the application names.

    Pre-conditions: the actor is its mayor or one of its councillors, not the person herself; the edition asks
    for consent and nobody has answered. Effects: SUPERVISOR_OK (and on to a seat or the list when nothing
    else is missing) or REJECTED; event, mail, audit row. Errors: PermissionDenied, PlaceRefused.
    """
    if not may_consent(actor, enrolment):
        raise PermissionDenied(Refusal.NOT_SUPERVISOR.label)
    with transaction.atomic(), unscoped("el aforo de una edición cuenta todos los ayuntamientos"):
        edition = locked(enrolment.edition_id)
        place: Enrolment = Enrolment.objects.select_related("person", "entity").get(pk=enrolment.pk)
        place.edition = edition
        if place.state != State.APPLIED or not edition.needs_consent:
            raise PlaceRefused(Refusal.WRONG_STATE)
        if edition.state in ENDED:
            raise PlaceRefused(Refusal.EDITION_ENDED)
        target = State.SUPERVISOR_OK if agreed else State.REJECTED
        event = move(enrolment=place, target=target, actor_id=actor.pk, reason=reason)
        if agreed:
            event = go_on(place, actor_id=actor.pk) or event
        tell(place, event)
        audit.record(
            action="courses.place.consent",
            actor_id=actor.pk,
            entity_id=place.entity_id,
            target=f"enrolment:{place.pk}",
            detail={"agreed": agreed, "state": str(place.state)},
        )
    return place


def waiting_for(person: User) -> list[Enrolment]:
    """Return the applications of her town halls that wait for her consent."""
    standing = person.standing
    mine = [each for each in standing.entity_ids if standing.roles_in(each) & CONSENTING]
    if not mine:
        return []
    with unscoped("las solicitudes de los ayuntamientos en los que gobierna"):
        asked: Any = Enrolment.objects.filter(
            state=State.APPLIED, edition__needs_consent=True, entity__in=mine
        ).exclude(Q(person=person) | Q(edition__state__in=ENDED))
        return list(asked.select_related("edition__course", "entity", "person").order_by("applied_at", "pk"))
