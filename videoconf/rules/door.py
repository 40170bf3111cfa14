"""Who must wait at the door, and for whom it is shut."""

from typing import TYPE_CHECKING

from videoconf.enums import RoomState
from videoconf.rules.ranks import DIRECTS

if TYPE_CHECKING:
    from videoconf.models import Participant, Room


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
