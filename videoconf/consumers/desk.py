"""What a socket has before it: the room, as what its person is admitted, and her seat."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from core import clock
from core.hub import Message
from videoconf import services
from videoconf.admission import Admission, admission_for
from videoconf.enums import EventKind, ParticipantState, PresenceEnd, RoomState
from videoconf.models import Participant, Room
from videoconf.rules import DIRECTS, is_shut_out, must_wait

STATE_AFTER: Final[dict[str, str]] = {
    EventKind.WAITS: ParticipantState.WAITING,
    EventKind.JOIN: ParticipantState.PRESENT,
    EventKind.LEAVE: ParticipantState.LEFT,
    EventKind.LOST: ParticipantState.LOST,
}
NOTED: Final = (
    "seat",
    "microphone",
    "camera",
    "role",
    "captions",
    "muted",
    "camera_stopped",
    "floor_since",
    "knocked_at",
)


def who_in(message: Message) -> list[int]:
    """Return whom an event of the door is about."""
    return list((message.data.get("data") or {}).get("who", []))


@dataclass(slots=True)
class Desk:
    """One person's standing in one room, as it was after event `n`; what is heard later is noted here."""

    room: Room
    admission: Admission
    participant: Participant
    n: int = 0

    @property
    def ended(self) -> bool:
        """Whether the room has ended."""
        return bool(self.room.state == RoomState.ENDED)

    @property
    def removed(self) -> bool:
        """Whether she has been put out for good."""
        return bool(self.participant.state == ParticipantState.REMOVED)

    @property
    def directs(self) -> bool:
        """Whether she sees what only who directs sees."""
        return self.participant.role in DIRECTS

    @property
    def outside(self) -> bool:
        """Whether she has yet to be let in: of the room she sees its name and her place in the queue."""
        shut = is_shut_out(room=self.room, participant=self.participant)
        return shut or must_wait(room=self.room, participant=self.participant, waits=self.admission.waits)

    def read_again(self) -> None:
        """Bring room and seat up to date, both as they are at one same moment."""
        self.participant = services.seat_now(self.participant.pk)
        self.room = self.participant.room
        self.n = self.room.last

    def note(self, message: Message) -> None:
        """Take note of an event that came after the desk was read, as far as it is about her or the room."""
        body, seat = message.data.get("data") or {}, self.participant
        match message.kind:
            case EventKind.PHASE:
                self.room.state = body.get("state", self.room.state)
            case EventKind.OPENED:
                self.room.state = RoomState.OPEN
            case EventKind.LOCK:
                self.room.locked = body.get("locked", self.room.locked)
            case EventKind.ADMITTED if seat.pk in who_in(message):
                seat.admitted_at, seat.knocked_at = clock.now(), None
        if body.get("participant") == seat.pk:
            self._note_about_her(message.kind, body)

    def _note_about_her(self, kind: str, body: Mapping[str, Any]) -> None:
        seat = self.participant
        seat.state = STATE_AFTER.get(kind, seat.state)
        if body.get("cause") == PresenceEnd.REMOVED:
            seat.state = ParticipantState.REMOVED
        if kind == EventKind.JOIN:
            seat.admitted_at = seat.admitted_at or clock.now()
        for name in NOTED:
            setattr(seat, name, body.get(name, getattr(seat, name)))

    def state(self) -> dict[str, Any]:
        """Return what her page may show of the room, and bring the desk at least as far as that."""
        self.read_again()
        while True:
            eyes = (self.outside, self.directs)
            seen = self._seen()
            self.read_again()
            if eyes == (self.outside, self.directs):
                return seen

    def _seen(self) -> dict[str, Any]:
        if self.outside:
            return services.state_outside(self.participant)
        return services.state_of(self.room.pk, directs=self.directs)


def open_desk(key: str, person: Any) -> Desk | None:
    """Return the desk, or None when there is no such room or she is not admitted to it."""
    room = Room.objects.filter(key=key).first()
    admission = admission_for(person, room) if room else None
    if room is None or admission is None:
        return None
    seat = services.approach(room=room, person=person, admission=admission)
    desk = Desk(room, admission, seat)
    desk.read_again()
    return desk
