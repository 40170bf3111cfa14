"""The roll of a room: intervals joined across windows and reconnections, to the second."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from core import clock
from videoconf.enums import PresenceEnd
from videoconf.models import Participant, PresenceSpan, Room

Interval = tuple[datetime, datetime]
SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Stay:
    """One unbroken stay, in however many windows; without a cause it had not ended."""

    start: datetime
    end: datetime
    cause: str = ""

    @property
    def seconds(self) -> int:
        return (self.end - self.start) // SECOND

    @property
    def why(self) -> str:
        """Return why it ended, as said."""
        return str(PresenceEnd(self.cause).label) if self.cause else "Sigue en la sala"


@dataclass(slots=True)
class Attendance:
    """One person's presence: stays inside the window asked for, and their sum."""

    participant: Participant
    stays: list[Stay] = field(default_factory=list)

    @property
    def spans(self) -> list[Interval]:
        return [(stay.start, stay.end) for stay in self.stays]

    @property
    def seconds(self) -> int:
        """Return the total in whole seconds, rounded down once, at the end."""
        return sum((end - start for start, end in self.spans), timedelta()) // SECOND

    def as_json(self) -> dict[str, Any]:
        """Return it as `manage.py attendance` prints it (docs/protocolo-sala.md)."""
        who = self.participant
        return {
            "participant": who.pk,
            "person": who.person_id,
            "name": who.display_name,
            "entity": who.entity_name,
            "entity_id": who.entity_id,
            "role": who.role,
            "seconds": self.seconds,
            "spans": [
                {
                    "from": stay.start.isoformat(),
                    "to": stay.end.isoformat(),
                    "seconds": stay.seconds,
                    "cause": stay.cause or None,
                }
                for stay in self.stays
            ],
        }


def attendance_of(
    room: Room, *, since: datetime | None = None, until: datetime | None = None
) -> list[Attendance]:
    """Return who was there and when, by name.

    Effects: none. An interval still open counts until it was last seen. Only what falls between `since` and
    `until` counts, so an early arrival adds nothing to a class that starts later.
    """
    rolls: dict[int, Attendance] = {}
    for span in PresenceSpan.objects.of_room(room.pk):
        clipped = _clip(span, since, until)
        if clipped is not None:
            roll = rolls.setdefault(span.participant_id, Attendance(span.participant))
            _merge(roll.stays, clipped)
    return sorted(rolls.values(), key=lambda roll: (roll.participant.display_name, roll.participant.pk))


def own_attendance(room: Room, who: Any) -> Attendance | None:
    """Return the roll of one person, or one guest, in a room; None if she never entered."""
    seat = Participant.objects.filter(room=room).of(who).first()
    found = (roll for roll in attendance_of(room) if roll.participant == seat)
    return next(found, None)


def _clip(span: PresenceSpan, since: datetime | None, until: datetime | None) -> Stay | None:
    start, end = span.joined_at, span.left_at or min(span.seen_at, clock.now())
    if since is not None:
        start = max(start, since)
    if until is not None:
        end = min(end, until)
    return Stay(start, end, span.cause) if start < end else None


def _merge(stays: list[Stay], new: Stay) -> None:
    """Join the new stay to the last one when they touch; they arrive in order of start."""
    last = stays[-1] if stays else None
    if last is None or new.start > last.end:
        stays.append(new)
    else:
        later = new if new.end >= last.end else last
        stays[-1] = Stay(last.start, later.end, later.cause)
