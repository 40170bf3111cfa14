"""Who came to a class, for how long and whether it is enough. The room holds the intervals."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.tenancy import unscoped
from courses.enums import Outcome
from courses.models import AttendanceRecord, Enrolment, LiveSession
from courses.services.attendance.intervals import Span, common, span, whole_seconds_of, without
from videoconf.services import attendance_of
from videoconf.services.attendance import Attendance

Interval = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Presence:
    """One person in one class. Every figure is a whole number."""

    name: str
    entity_name: str
    # As they were: who enters when the door opens is there, though the class has not begun.
    intervals: tuple[Interval, ...]
    # Only what falls inside the class and outside its breaks.
    seconds: int
    percent: int
    passes: bool
    # False for whoever came without a place: the trainer, or somebody of the Diputación who listened.
    has_place: bool = True
    # What was written once the class was closed; the figures above are then its own.
    record: AttendanceRecord | None = None

    @property
    def is_absent(self) -> bool:
        return not self.intervals and not self.seconds

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


def whole_seconds(intervals: Iterable[Interval]) -> int:
    """Return the sum of intervals in whole seconds, rounded down once, at the end."""
    return whole_seconds_of(span(start, end) for start, end in intervals)


def taught(session: LiveSession) -> list[Span]:
    """Return when a class is given: its hours without its breaks."""
    return without(
        span(session.starts_at, session.ends_at),
        (span(rest.starts_at, rest.ends_at) for rest in session.breaks.all()),
    )


def scheduled_seconds(session: LiveSession) -> int:
    """Return how long a class is, without its breaks."""
    return whole_seconds_of(taught(session))


def seconds_present(intervals: Iterable[Interval], lesson: Iterable[Span]) -> int:
    """Return the whole seconds of a class somebody was there for, however many windows she had."""
    return whole_seconds_of(common((span(start, end) for start, end in intervals), lesson))


def reaches(seconds: int, scheduled: int, percent: int) -> bool:
    """Say whether a presence is enough; exactly the threshold passes, and nothing is rounded."""
    return seconds * 100 >= scheduled * percent


def outcome_of(seconds: int, scheduled: int, percent: int) -> Outcome:
    """Say what came of a class: enough, something or nothing."""
    if not seconds:
        return Outcome.ABSENT
    return Outcome.PRESENT if reaches(seconds, scheduled, percent) else Outcome.PARTIAL


def attendance_list(session: LiveSession) -> Roll:
    """Return who came to a class and who did not, by surname.

    Effects: none. All the time in the room is shown and only what falls inside the class and outside its
    breaks counts; an open connection counts until it was last seen. Once the class was closed, what was
    written then, or corrected since, is what counts.
    """
    seen = {row.participant.person_id: row for row in attendance_of(session.room)}
    with unscoped("la lista de asistencia reúne a todos los ayuntamientos de la edición"):
        places = list(Enrolment.objects.filter(edition=session.edition).enrolled().for_roll())
        closed = AttendanceRecord.objects.filter(session=session) if session.attendance_closed_at else ()
        records = {record.enrolment_id: record for record in closed}
    lesson = taught(session)
    rows = [
        _presence(_place_of(place, records), seen.pop(place.person_id, None), session, lesson)
        for place in places
    ]
    rows += [_presence(_visit_of(row.participant), row, session, lesson) for row in seen.values()]
    return Roll(session, whole_seconds_of(lesson), tuple(rows))


def _place_of(place: Enrolment, records: dict[int, AttendanceRecord]) -> dict[str, Any]:
    name, entity_name = place.person.get_full_name(), place.entity.name
    return {"name": name, "entity_name": entity_name, "record": records.get(place.pk)}


def _visit_of(participant: Any) -> dict[str, Any]:
    return {"name": participant.display_name, "entity_name": participant.entity_name, "has_place": False}


def _presence(
    known: dict[str, Any], found: Attendance | None, session: LiveSession, lesson: list[Span]
) -> Presence:
    intervals = tuple(merged(found.spans)) if found else ()
    record: AttendanceRecord | None = known.get("record")
    scheduled = record.scheduled if record else whole_seconds_of(lesson)
    seconds = record.seconds if record else seconds_present(intervals, lesson)
    return Presence(
        intervals=intervals,
        seconds=seconds,
        percent=seconds * 100 // scheduled if scheduled else 0,
        passes=bool(scheduled) and reaches(seconds, scheduled, session.edition.min_attendance),
        **known,
    )
