"""What keeps presence true when nobody speaks: heartbeat, crashes, and lines that did not come back."""

import contextlib

from django.db import transaction

from core import clock
from videoconf.enums import ParticipantState, PresenceEnd
from videoconf.models import Participant, PresenceSpan, Room
from videoconf.services.events import locked
from videoconf.services.lines import settle
from videoconf.services.lobby import forget_waiting
from videoconf.services.presence import lose
from videoconf.services.refusals import RoomRefused
from videoconf.services.rooms import end


@transaction.atomic
def forget(*, participant: Participant) -> None:
    """Free the seat of somebody whose line has been lost for longer than `GRACE`.

    Effects: state `left` and one `leave` event; nothing if she came back meanwhile.
    """
    room = locked(participant.room_id)
    now = clock.now()
    if Participant.objects.filter(pk=participant.pk).out_of_grace(now).exists():
        settle(
            room=room,
            participant=participant,
            state=ParticipantState.LEFT,
            cause=PresenceEnd.LOST,
            at=now,
        )


def sweep() -> int:
    """Close what a crash left open and forget who did not come back; return how many changed.

    Effects: intervals that nobody moves end when they were last seen; see `forget`. Safe to run anywhere,
    any number of times.
    """
    now = clock.now()
    abandoned = list(PresenceSpan.objects.abandoned(now))
    for span in abandoned:
        lose(connection=span.connection, at=span.seen_at)
    late = list(Participant.objects.out_of_grace(now))
    for participant in late:
        forget(participant=participant)
    gone = list(Participant.objects.gone_from_the_queue(now))
    for participant in gone:
        forget_waiting(participant=participant, cause=PresenceEnd.LOST)
    return len(abandoned) + len(late) + len(gone)


def beat(*, connections: list[str], waiting: list[int] | None = None) -> None:
    """Move `seen_at` of the lines that answer and of those who wait: an UPDATE each for the whole process."""
    now = clock.now()
    PresenceSpan.objects.open().filter(connection__in=connections).update(seen_at=now)
    if waiting:
        Participant.objects.filter(pk__in=waiting, knocked_at__isnull=False).update(waiting_seen_at=now)


def close_overdue() -> int:
    """End the rooms whose time passed long ago and where nobody is left; return how many.

    Effects: see `end`. Safe to run anywhere, any number of times.
    """
    rooms = list(Room.objects.overdue(clock.now()))
    for room in rooms:
        with contextlib.suppress(RoomRefused):
            end(room=room, by=None)
    return len(rooms)
