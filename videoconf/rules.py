"""What may follow what in a room, who sits where, and who may say what. Nothing here touches the database."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from core.access import Access
from people.rules import signed_in
from videoconf.enums import ParticipantRole, ParticipantState, RoomState, Seat

# Direct links between browsers: each one sends its picture to every other, so the room stays small.
MESH_VIDEO_SEATS: Final = 4
MESH_SEATS: Final = 6
# A lost line keeps seat and role this long.
GRACE: Final = timedelta(seconds=60)
# A span whose process stopped moving it this long ago was left open by a crash.
STALE: Final = timedelta(seconds=15)
# Past this without a sign of life, the line that another one replaces had been lost before.
FRESH: Final = timedelta(seconds=4.5)
# An empty room is ended this long after its hour.
OVERDUE: Final = timedelta(hours=1)

ROOM_TRANSITIONS: Final[dict[str, frozenset[str]]] = {
    RoomState.SCHEDULED: frozenset({RoomState.OPEN, RoomState.ENDED}),
    RoomState.OPEN: frozenset({RoomState.ENDED}),
    RoomState.ENDED: frozenset(),
}
PARTICIPANT_TRANSITIONS: Final[dict[str, frozenset[str]]] = {
    ParticipantState.WAITING: frozenset(
        {ParticipantState.PRESENT, ParticipantState.LEFT, ParticipantState.REMOVED}
    ),
    ParticipantState.PRESENT: frozenset(
        {
            ParticipantState.PRESENT,
            ParticipantState.LOST,
            ParticipantState.LEFT,
            ParticipantState.REMOVED,
        }
    ),
    ParticipantState.LOST: frozenset(
        {ParticipantState.PRESENT, ParticipantState.LEFT, ParticipantState.REMOVED}
    ),
    ParticipantState.LEFT: frozenset({ParticipantState.PRESENT, ParticipantState.REMOVED}),
    ParticipantState.REMOVED: frozenset(),
}
HOLDS_A_SEAT: Final = frozenset({ParticipantState.PRESENT, ParticipantState.LOST})


def room_may_become(current: str, target: str) -> bool:
    """Whether the room's next state is allowed."""
    return target in ROOM_TRANSITIONS[current]


def participant_may_become(current: str, target: str) -> bool:
    """Whether the person's next state is allowed."""
    return target in PARTICIPANT_TRANSITIONS[current]


def seat_for(*, role: str, wants_video: bool, taken: Iterable[str]) -> Seat:
    """Choose a seat given those of the others: picture, else voice, else text. A host always has picture."""
    seats = list(taken)
    video = seats.count(Seat.VIDEO)
    with_media = video + seats.count(Seat.AUDIO)
    if wants_video and (
        role == ParticipantRole.HOST or (video < MESH_VIDEO_SEATS and with_media < MESH_SEATS)
    ):
        return Seat.VIDEO
    if role == ParticipantRole.HOST or with_media < MESH_SEATS:
        return Seat.AUDIO
    return Seat.TEXT


def may_publish(*, role: str, seat: str) -> tuple[bool, bool]:
    """Whether voice and picture may be sent from a seat; who only listens sends neither."""
    speaks = role != ParticipantRole.LISTENER
    return speaks and seat != Seat.TEXT, speaks and seat == Seat.VIDEO


def is_admitted(ctx: Access) -> bool:
    """Somebody the upper app lets in, who has not been removed."""
    removed = ctx.subject is not None and ctx.subject.state == ParticipantState.REMOVED
    return signed_in(ctx) and ctx.kwargs.get("admission") is not None and not removed


def is_in_the_room(ctx: Access) -> bool:
    """Somebody admitted who has entered and is still there, speaking for herself."""
    seat = ctx.subject
    return (
        is_admitted(ctx)
        and seat is not None
        and seat.person_id == ctx.user.pk
        and seat.state == ParticipantState.PRESENT
    )


def may_exchange_media(ctx: Access) -> bool:
    """Somebody in the room whose seat carries voice or picture."""
    return is_in_the_room(ctx) and ctx.subject.seat != Seat.TEXT


def directs_the_room(ctx: Access) -> bool:
    """The host of the room, inside it."""
    return is_in_the_room(ctx) and ctx.subject.role == ParticipantRole.HOST
