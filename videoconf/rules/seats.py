"""Who sits where, and who may send voice and picture."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from videoconf.enums import ParticipantRole, RoomKind, Seat

if TYPE_CHECKING:
    from videoconf.models import Participant

# Who speak at once in a class besides those who direct: the issue of the live rooms, "up to four speakers".
SPEAKERS_IN_A_CLASS: Final = 4


@dataclass(frozen=True, slots=True)
class Seats:
    """How many may send picture, and how many voice (with those of picture): the media backend says."""

    video: int
    media: int


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


def has_room_for_a_speaker(*, kind: str, speaking: int) -> bool:
    """Whether one more may be given the floor."""
    return kind == RoomKind.MEETING or speaking < SPEAKERS_IN_A_CLASS


def may_send(participant: "Participant") -> tuple[bool, bool]:
    """Whether this person may send voice and picture now: seat and turn allow it, and nobody took it away."""
    floor = participant.floor_since is not None
    voice, picture = may_publish(role=participant.role, seat=participant.seat, floor=floor)
    return voice and not participant.muted, picture and not participant.camera_stopped
