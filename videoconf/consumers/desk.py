"""What a socket has before it: the room, as what its person is admitted, and her seat."""

from dataclasses import dataclass
from typing import Any

from videoconf import services
from videoconf.admission import Admission, admission_for
from videoconf.enums import RoomState
from videoconf.models import Participant, Room


@dataclass(slots=True)
class Desk:
    """One person's standing in one room, as it was when last read."""

    room: Room
    admission: Admission
    participant: Participant

    @property
    def ended(self) -> bool:
        """Whether the room had ended when the socket was opened."""
        return self.room.state == RoomState.ENDED


def open_desk(key: str, person: Any) -> Desk | None:
    """Return the desk, or None when there is no such room or she is not admitted to it."""
    room = Room.objects.filter(key=key).first()
    admission = admission_for(person, room) if room else None
    if room is None or admission is None:
        return None
    return Desk(room, admission, services.approach(room=room, person=person, admission=admission))
