"""Who came to a class, for how long and whether it is enough. The room holds the intervals."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.tenancy import unscoped
from courses.models import Enrolment, LiveSession
from videoconf.services import attendance_of

Interval = tuple[datetime, datetime]
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Presence:
    """One person in one class. Every figure is a whole number."""

    name: str
    entity_name: str
    # As they were: who enters when the door opens is there, though the class has not begun.
    intervals: tuple[Interval, ...]
    # Only what falls inside the class.
    seconds: int
    percent: int
    passes: bool
    # False for whoever came without a place: the trainer, or somebody of the Diputación who listened.
    has_place: bool = True

    @property
    def is_absent(self) -> bool:
        return not self.intervals

    @property
    def stayed(self) -> int:
        """Return the seconds in the room, whatever the hour."""
        return whole_seconds(self.intervals)


@dataclass(frozen=True, slots=True)
class Roll:
    """The attendance list of a class."""

    session: LiveSession
    scheduled_seconds: int
    rows: tuple[Presence, ...]

    @property
    def came(self) -> tuple[Presence, ...]:
        return tuple(row for row in self.rows if row.has_place and not row.is_absent)

    @property
    def absent(self) -> tuple[Presence, ...]:
        return tuple(row for row in self.rows if row.has_place and row.is_absent)

    @property
    def others(self) -> tuple[Presence, ...]:
        return tuple(row for row in self.rows if not row.has_place)


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """Join intervals that overlap or touch: two windows and a reconnection are one presence."""
    joined: list[Interval] = []
    for start, end in sorted(intervals):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def inside(intervals: Iterable[Interval], start: datetime, end: datetime) -> list[Interval]:
    """Return what of some intervals falls between two moments."""
    cut = ((max(since, start), min(until, end)) for since, until in intervals)
    return [(since, until) for since, until in cut if since < until]


def whole_seconds(intervals: Iterable[Interval]) -> int:
    """Return the sum of intervals in whole seconds, rounded down once, at the end."""
    return sum((end - start for start, end in intervals), timedelta()) // SECOND


def reaches(seconds: int, scheduled: int, percent: int) -> bool:
    """Say whether a presence is enough; exactly the threshold passes, and nothing is rounded."""
    return seconds * 100 >= scheduled * percent


def attendance_list(session: LiveSession) -> Roll:
    """Return who came to a class and who did not, by surname.

    Effects: none. All the time in the room is shown and only what falls inside the class counts; an open
    connection counts until it was last seen.
    """
    scheduled = (session.ends_at - session.starts_at) // SECOND
    seen = {row.participant.person_id: row for row in attendance_of(session.room)}
    with unscoped("la lista de asistencia reúne a todos los ayuntamientos de la edición"):
        places = list(Enrolment.objects.filter(edition=session.edition).enrolled().for_roll())
    rows = [
        _presence(place.person.get_full_name(), place.entity.name, seen.pop(place.person_id, None), session)
        for place in places
    ]
    rows += [
        _presence(row.participant.display_name, row.participant.entity_name, row, session, has_place=False)
        for row in seen.values()
    ]
    return Roll(session, scheduled, tuple(rows))


def _presence(
    name: str, entity_name: str, found: object | None, session: LiveSession, *, has_place: bool = True
) -> Presence:
    intervals = tuple(merged(getattr(found, "spans", ())))
    seconds = whole_seconds(inside(intervals, session.starts_at, session.ends_at))
    scheduled = (session.ends_at - session.starts_at) // SECOND
    return Presence(
        name=name,
        entity_name=entity_name,
        intervals=intervals,
        seconds=seconds,
        percent=seconds * 100 // scheduled,
        passes=reaches(seconds, scheduled, session.edition.min_attendance),
        has_place=has_place,
    )
