"""What becomes of a class, or of a whole edition, that is called off."""

from core import audit, clock
from core.errors import Conflict
from courses.models import Edition, LiveSession
from courses.services.editions.notices import tell_ended
from people.models import User
from videoconf.enums import RoomState
from videoconf.services import end


def call_off(*, edition: Edition, reason: str, actor: User | None) -> None:
    """Call off the classes still to come and tell everybody why.

    Pre-conditions: the edition is locked and already CANCELLED. Effects: reason, classes struck out, one mail
    for each person who has or waits for a place and for each trainer. The places stay as they were: they are
    the account of what each was given. Errors: Conflict without a reason.
    """
    if not reason.strip():
        raise Conflict("Di por qué se anula: lo leerá quien pidió plaza.")
    edition.cancelled_because = reason[:200]
    edition.save(update_fields=["cancelled_because"])
    coming = LiveSession.objects.filter(edition=edition, starts_at__gt=clock.now())
    struck = list(coming.in_detail().order_by("starts_at", "pk"))
    for row in struck:
        strike_out(row, reason=reason, actor=actor)
    tell_ended(edition, struck)


def strike_out(row: LiveSession, *, reason: str, actor: User | None) -> None:
    """Write down that a class was called off, and close its room. Whoever calls tells the people."""
    row.cancelled_at, row.cancelled_because = clock.now(), reason[:200]
    row.sequence += 1
    row.save(update_fields=["cancelled_at", "cancelled_because", "sequence"])
    if row.room.state != RoomState.ENDED:
        end(room=row.room, by=None)
    audit.record(
        action="courses.session.cancelled",
        actor_id=actor.pk if actor else None,
        entity_id=None,
        target=f"edition:{row.edition_id}",
        detail={"session": row.pk, "sequence": row.sequence, "reason": row.cancelled_because},
    )
