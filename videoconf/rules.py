"""What may follow what in a room, who sits where, and who may say what. Nothing here touches the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from core.access import Access
from people.rules import serves, signed_in, standing_of
from videoconf.enums import ParticipantRole, ParticipantState, RoomKind, RoomState, Seat
from videoconf.guests import Guest

if TYPE_CHECKING:
    from videoconf.models import Meeting, Participant, Room

# A lost line keeps seat and role this long.
GRACE: Final = timedelta(seconds=60)
# A span whose process stopped moving it this long ago was left open by a crash.
STALE: Final = timedelta(seconds=15)
# Past this without a sign of life, the line that another one replaces had been lost before.
FRESH: Final = timedelta(seconds=4.5)
# An end of an interval that was guessed is corrected when it is wrong by more than this.
GUESSED: Final = timedelta(seconds=1)
# An empty room is ended this long after its hour.
OVERDUE: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Seats:
    """How many may send picture, and how many voice (with those of picture): the media backend says."""

    video: int
    media: int


ROOM_TRANSITIONS: Final[dict[str, frozenset[str]]] = {
    RoomState.SCHEDULED: frozenset({RoomState.LOBBY, RoomState.OPEN, RoomState.ENDED}),
    RoomState.LOBBY: frozenset({RoomState.OPEN, RoomState.ENDED}),
    RoomState.OPEN: frozenset({RoomState.CLOSED_PART, RoomState.SUSPENDED, RoomState.ENDED}),
    RoomState.CLOSED_PART: frozenset({RoomState.OPEN, RoomState.SUSPENDED, RoomState.ENDED}),
    RoomState.SUSPENDED: frozenset({RoomState.OPEN, RoomState.CLOSED_PART, RoomState.ENDED}),
    RoomState.ENDED: frozenset(),
}
PARTICIPANT_TRANSITIONS: Final[dict[str, frozenset[str]]] = {
    ParticipantState.WAITING: frozenset(
        {
            ParticipantState.WAITING,
            ParticipantState.PRESENT,
            ParticipantState.LEFT,
            ParticipantState.REMOVED,
        }
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
    ParticipantState.LEFT: frozenset(
        {ParticipantState.WAITING, ParticipantState.PRESENT, ParticipantState.REMOVED}
    ),
    ParticipantState.REMOVED: frozenset(),
}
# Opened and not ended.
IN_SESSION: Final = frozenset({RoomState.OPEN, RoomState.CLOSED_PART, RoomState.SUSPENDED})
HOLDS_A_SEAT: Final = frozenset({ParticipantState.PRESENT, ParticipantState.LOST})
DIRECTS: Final = frozenset({ParticipantRole.HOST, ParticipantRole.COHOST})
_RANK: Final = {ParticipantRole.HOST: 2, ParticipantRole.COHOST: 1}
# Who speak at once in a class besides those who direct: the issue of the live rooms, "up to four speakers".
SPEAKERS_IN_A_CLASS: Final = 4


def room_may_become(current: str, target: str) -> bool:
    """Whether the room's next state is allowed."""
    return target in ROOM_TRANSITIONS[current]


def participant_may_become(current: str, target: str) -> bool:
    """Whether the person's next state is allowed."""
    return target in PARTICIPANT_TRANSITIONS[current]


def seat_for(*, role: str, wants_video: bool, taken: Iterable[str], seats: Seats) -> Seat:
    """Choose a seat given those of the others: picture, else voice, else text. A host always has picture."""
    used = list(taken)
    video = used.count(Seat.VIDEO)
    with_media = video + used.count(Seat.AUDIO)
    if wants_video and (role == ParticipantRole.HOST or (video < seats.video and with_media < seats.media)):
        return Seat.VIDEO
    if role == ParticipantRole.HOST or with_media < seats.media:
        return Seat.AUDIO
    return Seat.TEXT


def may_publish(*, role: str, seat: str, floor: bool = False) -> tuple[bool, bool]:
    """Whether voice and picture may be sent from a seat; who only listens sends them with the floor alone."""
    speaks = floor or role != ParticipantRole.LISTENER
    return speaks and seat != Seat.TEXT, speaks and seat == Seat.VIDEO


def ranks_above(by: str, other: str) -> bool:
    """Whether one role may act on another: a host on all but hosts, a co-host on who directs nothing."""
    return _RANK.get(ParticipantRole(by), 0) > _RANK.get(ParticipantRole(other), 0)


def role_on_entering(*, role: str, given: str) -> str:
    """Return with which role somebody comes in: a co-host named here stays one when she comes back."""
    return role if role == ParticipantRole.COHOST and given != ParticipantRole.HOST else given


def must_wait(*, room: "Room", participant: "Participant", waits: bool | None) -> bool:
    """Whether somebody must be let in by hand; `waits` is what the upper app says of her, if it says.

    Nobody comes into a closed part by herself. Who was in once comes back as she likes.
    """
    if participant.role in DIRECTS or participant.admitted_at is not None:
        return False
    asks = room.waiting_room if waits is None else waits
    return asks or room.state == RoomState.CLOSED_PART


def is_shut_out(*, room: "Room", participant: "Participant") -> bool:
    """Whether the entry is closed for her: locked, and she was never in."""
    return room.locked and participant.admitted_at is None and participant.role not in DIRECTS


def has_room_for_a_speaker(*, kind: str, speaking: int) -> bool:
    """Whether one more may be given the floor."""
    return kind == RoomKind.MEETING or speaking < SPEAKERS_IN_A_CLASS


def may_send(participant: "Participant") -> tuple[bool, bool]:
    """Whether this person may send voice and picture now: seat and turn allow it, and nobody took it away."""
    floor = participant.floor_since is not None
    voice, picture = may_publish(role=participant.role, seat=participant.seat, floor=floor)
    return voice and not participant.muted, picture and not participant.camera_stopped


def is_hers(ctx: Access) -> bool:
    """Whether the seat at hand is of whoever speaks: a person's, or a guest's."""
    if isinstance(ctx.user, Guest):
        return bool(ctx.subject.guest_id == ctx.user.guest_id)
    return ctx.user.pk is not None and bool(ctx.subject.person_id == ctx.user.pk)


def is_admitted(ctx: Access) -> bool:
    """Somebody the upper app lets in, or a guest whose link stands, who has not been removed."""
    removed = ctx.subject is not None and ctx.subject.state == ParticipantState.REMOVED
    visits = signed_in(ctx) or isinstance(ctx.user, Guest)
    return visits and ctx.kwargs.get("admission") is not None and not removed


def is_in_the_room(ctx: Access) -> bool:
    """Somebody admitted who has entered and is still there, speaking for herself."""
    seat = ctx.subject
    return is_admitted(ctx) and seat is not None and is_hers(ctx) and seat.state == ParticipantState.PRESENT


def writes_captions(ctx: Access) -> bool:
    """Somebody in the room who was named to caption it."""
    return is_in_the_room(ctx) and ctx.subject.captions


def may_exchange_media(ctx: Access) -> bool:
    """Somebody in the room whose seat carries voice or picture."""
    return is_in_the_room(ctx) and ctx.subject.seat != Seat.TEXT


def may_send_media(ctx: Access) -> bool:
    """Somebody in the room who may be heard or seen: only she is given what publishes."""
    return is_in_the_room(ctx) and any(may_send(ctx.subject))


def has_come(ctx: Access) -> bool:
    """Somebody inside, or in the queue of the waiting room."""
    seat = ctx.subject
    waits = (
        is_admitted(ctx)
        and seat is not None
        and is_hers(ctx)
        and seat.state == ParticipantState.WAITING
        and seat.knocked_at is not None
    )
    return waits or is_in_the_room(ctx)


def directs_the_room(ctx: Access) -> bool:
    """The host of the room, inside it."""
    return is_in_the_room(ctx) and ctx.subject.role == ParticipantRole.HOST


def moderates_the_room(ctx: Access) -> bool:
    """The host or a co-host, inside the room."""
    return is_in_the_room(ctx) and ctx.subject.role in DIRECTS


def may_convene(ctx: Access) -> bool:
    """Whoever has a post today; with an entity in the address, a post in it."""
    entity_id = ctx.kwargs.get("entity_id")
    if entity_id is not None:
        return serves(ctx.user, entity_id)
    return bool(standing_of(ctx.user).posts)


def convenes(user: Any, meeting: "Meeting") -> bool:
    """The meeting is hers: she convened it."""
    return bool(user.is_authenticated and meeting.convened_by_id == user.pk)
