"""The roll of a room: intervals joined across windows and reconnections, to the second."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from core import clock
from videoconf.models import Participant, PresenceSpan, Room

Interval = tuple[datetime, datetime]
SECOND: Final = timedelta(seconds=1)


@dataclass(slots=True)
class Attendance:
    """One person's presence: merged intervals inside the window asked for, and their sum."""

    participant: Participant
    spans: list[Interval] = field(default_factory=list)

    @property
    def seconds(self) -> int:
        """Return the total in whole seconds, rounded down once, at the end."""
        return sum((end - start for start, end in self.spans), timedelta()) // SECOND


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
            _merge(roll.spans, clipped)
    return sorted(rolls.values(), key=lambda roll: roll.participant.display_name)


def own_attendance(room: Room, person_id: int | None) -> Attendance | None:
    """Return one person's roll in a room, or None if she never entered."""
    found = (roll for roll in attendance_of(room) if roll.participant.person_id == person_id)
    return next(found, None)


def _clip(span: PresenceSpan, since: datetime | None, until: datetime | None) -> Interval | None:
    start, end = span.joined_at, span.left_at or min(span.seen_at, clock.now())
    if since is not None:
        start = max(start, since)
    if until is not None:
        end = min(end, until)
    return (start, end) if start < end else None


def _merge(spans: list[Interval], new: Interval) -> None:
    """Join the new interval to the last one when they touch; they arrive in order of start."""
    if spans and new[0] <= spans[-1][1]:
        spans[-1] = (spans[-1][0], max(spans[-1][1], new[1]))
    else:
        spans.append(new)
