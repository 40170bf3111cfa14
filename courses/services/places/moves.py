"""The one door through which a place changes state, and the one that locks its edition."""

from datetime import datetime

from django.db import transaction

from core import clock
from courses.enums import EnrolmentState
from courses.errors import ForbiddenMove
from courses.models import Edition, Enrolment, EnrolmentEvent
from courses.rules import place_may_move


def locked(edition_id: int) -> Edition:
    """Lock an edition's row until the transaction ends: every path that changes a place starts here.

    On PostgreSQL it is the row that waits; on SQLite the transaction itself, which begins IMMEDIATE.
    """
    if not transaction.get_connection().in_atomic_block:
        raise ForbiddenMove("Una edición se bloquea dentro de una transacción")
    return Edition.objects.select_for_update().get(pk=edition_id)


def seats_taken(edition: Edition) -> int:
    """Count the seats held, of every town hall. Call it with the edition locked and inside `unscoped`."""
    taken: int = Enrolment.objects.filter(edition=edition).seated().count()
    return taken


def move(
    *,
    enrolment: Enrolment,
    target: EnrolmentState,
    actor_id: int | None,
    reason: str = "",
    offer_expires: datetime | None = None,
) -> EnrolmentEvent:
    """Take a place to another state and write down the event.

    Pre-conditions: its edition is locked. Effects: state, end of the offer, one `EnrolmentEvent`.
    Errors: `ForbiddenMove` when the table has no such step.
    """
    source = enrolment.state
    if not place_may_move(source, target):
        raise ForbiddenMove(f"De «{source or 'nada'}» no se pasa a «{target}»")
    enrolment.state = target
    enrolment.offer_expires = offer_expires
    enrolment.save()
    event: EnrolmentEvent = EnrolmentEvent.objects.create(
        enrolment=enrolment,
        entity_id=enrolment.entity_id,
        at=clock.now(),
        actor_id=actor_id,
        source=source,
        target=target,
        reason=reason,
    )
    return event
