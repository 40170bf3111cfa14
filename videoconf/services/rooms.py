"""The life of a room: made and ended. What happens in between is in `phases`."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.crypto import get_random_string

from core import audit
from videoconf.enums import (
    EventKind,
    FloorEnd,
    ParticipantRole,
    ParticipantState,
    PresenceEnd,
    RoomKind,
    RoomState,
)
from videoconf.models import FloorTurn, Participant, PresenceSpan, Room
from videoconf.rules import room_may_become
from videoconf.services.events import locked, target_of, tell, time_in
from videoconf.services.lines import lose_silent
from videoconf.services.phases import waiting_to_left
from videoconf.services.polls import close_polls_of
from videoconf.services.refusals import RoomRefused
from videoconf.services.slides.showing import close_slides_of

KEY_LENGTH = 12
KEY_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Door:
    """What a room is for, and whether who comes to it waits until let in."""

    kind: RoomKind = RoomKind.CLASS
    waiting_room: bool = False


def create_room(
    *,
    title: str,
    purpose: str,
    starts_at: datetime,
    ends_at: datetime,
    key: str = "",
    door: Door = Door(),
) -> Room:
    """Make a scheduled room.

    Pre: `purpose` is one that some app registers in `videoconf.admission`; `starts_at` < `ends_at`.
    Effects: one row; without a key, one that cannot be guessed. Errors: ValueError if the times are reversed.
    """
    if ends_at <= starts_at:
        raise ValueError("La sala termina antes de empezar")
    key = key or get_random_string(KEY_LENGTH, KEY_LETTERS)
    return Room.objects.create(
        key=key,
        title=title,
        purpose=purpose,
        starts_at=starts_at,
        ends_at=ends_at,
        kind=door.kind,
        waiting_room=door.waiting_room,
    )


@transaction.atomic
def end(*, room: Room, by: Participant | None) -> Room:
    """End a room for everybody; nobody may enter it again.

    Effects: every open interval closes, every seat is freed, one event and one audit row; its sockets close
    on reading the event. Errors: RoomRefused("ended") if it had ended, "forbidden" (only a host ends it).
    """
    room = locked(room.pk)
    if by is not None and Participant.objects.get(pk=by.pk).role != ParticipantRole.HOST:
        raise RoomRefused("forbidden")
    if not room_may_become(room.state, RoomState.ENDED):
        raise RoomRefused("ended")
    now = time_in(room)
    spans = PresenceSpan.objects.of_room(room.pk).open()
    lose_silent(room=room, spans=spans, now=now)
    spans.update(left_at=now, seen_at=now, cause=PresenceEnd.ROOM_ENDED)
    FloorTurn.objects.of_room(room.pk).open().update(ended_at=now, cause=FloorEnd.ROOM_ENDED)
    waiting_to_left(room)
    close_polls_of(room)
    close_slides_of(room)
    Participant.objects.filter(room=room).seated().update(
        state=ParticipantState.LEFT, since=now, hand_at=None, floor_since=None
    )
    room.state, room.ended_at = RoomState.ENDED, now
    room.save(update_fields=["state", "ended_at"])
    actor_id = by.pk if by else None
    tell(room=room, kind=EventKind.ENDED, actor_id=actor_id, body={"ended_at": now.isoformat()})
    _audit_end(room, by)
    return room


def _audit_end(room: Room, by: Participant | None) -> None:
    # The head goes to another chain: without it, a tail cut together with its counter would not be seen.
    audit.record(
        action="videoconf.room.ended",
        actor_id=by.person_id if by else None,
        entity_id=by.entity_id if by else None,
        target=target_of(room),
        detail={"by_hand": by is not None, "last": room.last, "head": room.head},
    )
