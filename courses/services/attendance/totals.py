"""What a person attended of a whole edition, against what was given."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from core.tenancy import unscoped
from courses.enums import Outcome
from courses.models import AttendanceRecord, Enrolment, LiveSession
from courses.services.attendance.lists import reaches, scheduled_seconds


@dataclass(frozen=True, slots=True)
class Totals:
    """The classes of an edition for one person; every figure is a whole number."""

    seconds: int
    scheduled: int
    percent: int
    # Enough for the edition's threshold. Never without live classes: there is nothing it could be enough of.
    passes: bool
    # Of the scheduled seconds, those of classes she missed with a reason that was accepted.
    justified: int = 0
    # Enough, had she been in the classes whose absence was justified.
    excused: bool = False
    # When the last class ends; None without classes.
    over_at: datetime | None = None


@dataclass(slots=True)
class _Given:
    """The classes of an edition: how long each is, and when the last one ends."""

    lengths: dict[int, int] = field(default_factory=dict)
    over_at: datetime | None = None


def attendance_totals(enrolment: Enrolment) -> Totals:
    """Return the totals of one place over every class of its edition. Effects: none.

    Only what `close_attendance` wrote counts; a class still to be closed adds its scheduled time and no
    presence. A justified absence gives no hours and its class stays in the sum, for a certificate may state
    only hours received; but it is no unjustified no-show: see `excused`.
    """
    return totals_of([enrolment])[enrolment.pk]


def totals_of(places: Sequence[Enrolment]) -> dict[int, Totals]:
    """Return the totals of each place, by its key: three queries, however many places and editions."""
    written: dict[int, list[AttendanceRecord]] = defaultdict(list)
    with unscoped("la asistencia de unas plazas ya elegidas"):
        for record in AttendanceRecord.objects.filter(enrolment__in=[place.pk for place in places]):
            written[record.enrolment_id].append(record)
    classes = _classes({place.edition_id for place in places})
    return {
        place.pk: _sum(classes[place.edition_id], written[place.pk], place.edition.min_attendance)
        for place in places
    }


def _classes(editions: Collection[int]) -> dict[int, _Given]:
    """Return the classes that stand, by edition."""
    found: dict[int, _Given] = defaultdict(_Given)
    standing = LiveSession.objects.filter(edition__in=editions).order_by("ends_at")
    for session in standing.prefetch_related("breaks"):
        given = found[session.edition_id]
        given.lengths[session.pk], given.over_at = scheduled_seconds(session), session.ends_at
    return found


def _sum(given: _Given, records: list[AttendanceRecord], threshold: int) -> Totals:
    # What was written when the class was closed is what counts, for presence and for its length.
    scheduled = sum({**given.lengths, **{each.session_id: each.scheduled for each in records}}.values())
    seconds = sum(each.seconds for each in records)
    justified = sum(each.scheduled for each in records if each.outcome == Outcome.JUSTIFIED)
    return Totals(
        seconds=seconds,
        scheduled=scheduled,
        percent=seconds * 100 // scheduled if scheduled else 0,
        passes=scheduled > 0 and reaches(seconds, scheduled, threshold),
        justified=justified,
        excused=scheduled > 0 and reaches(seconds + justified, scheduled, threshold),
        over_at=given.over_at,
    )
