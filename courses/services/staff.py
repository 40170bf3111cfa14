"""What the staff of the Diputación decides about places: approval and capacity."""

from django.db import transaction

from core import audit
from core.tenancy import unscoped
from courses.enums import EnrolmentState, Refusal
from courses.errors import PlaceRefused
from courses.models import Edition, Enrolment
from courses.services.mails import tell
from courses.services.moves import locked, move, seats_taken
from courses.services.places import seat_or_queue
from courses.services.promotion import promote
from people.models import User


def change_capacity(*, edition: Edition, capacity: int, actor: User) -> Edition:
    """Set how many seats there are and offer the new ones to those who wait.

    Pre-conditions: not fewer than the seats already held. Effects: capacity, offers, audit row. Applications
    without approval stay where they are. Errors: PlaceRefused(BELOW_SEATED).
    """
    with transaction.atomic(), unscoped("el aforo de una edición cuenta todos los ayuntamientos"):
        now_locked = locked(edition.pk)
        if capacity < seats_taken(now_locked):
            raise PlaceRefused(Refusal.BELOW_SEATED)
        before, now_locked.capacity = now_locked.capacity, capacity
        now_locked.save(update_fields=["capacity"])
        promote(now_locked)
        audit.record(
            action="courses.edition.capacity",
            actor_id=actor.pk,
            entity_id=None,
            target=f"edition:{edition.pk}",
            detail={"before": before, "after": capacity},
        )
    return now_locked


def answer_application(*, enrolment: Enrolment, approved: bool, reason: str, actor: User) -> Enrolment:
    """Approve an application (seat or waiting list) or reject it with a reason.

    Pre-conditions: it is APPLIED. Effects: state, event, mail, audit row. Errors: PlaceRefused(WRONG_STATE).
    """
    with transaction.atomic(), unscoped("el aforo de una edición cuenta todos los ayuntamientos"):
        edition = locked(enrolment.edition_id)
        place = Enrolment.objects.select_related("person", "entity").get(pk=enrolment.pk)
        place.edition = edition
        if place.state != EnrolmentState.APPLIED:
            raise PlaceRefused(Refusal.WRONG_STATE)
        event = (
            seat_or_queue(place, actor_id=actor.pk)
            if approved
            else move(enrolment=place, target=EnrolmentState.REJECTED, actor_id=actor.pk, reason=reason)
        )
        tell(place, event)
        audit.record(
            action="courses.place.answered",
            actor_id=actor.pk,
            entity_id=place.entity_id,
            target=f"enrolment:{place.pk}",
            detail={"approved": approved, "state": str(place.state)},
        )
    return place
