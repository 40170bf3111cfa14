"""What a person attended of a whole edition, against what was given."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

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


def _classes(editions: Collection[int]) -> dict[int, dict[int, int]]:
    """Return the length of each class, by edition."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for session in LiveSession.objects.filter(edition__in=editions).prefetch_related("breaks"):
        found[session.edition_id][session.pk] = scheduled_seconds(session)
    return found


def _sum(classes: dict[int, int], records: list[AttendanceRecord], threshold: int) -> Totals:
    # What was written when the class was closed is what counts, for presence and for its length.
    scheduled = sum({**classes, **{each.session_id: each.scheduled for each in records}}.values())
    seconds = sum(each.seconds for each in records)
    justified = sum(each.scheduled for each in records if each.outcome == Outcome.JUSTIFIED)
    return Totals(
        seconds=seconds,
        scheduled=scheduled,
        percent=seconds * 100 // scheduled if scheduled else 0,
        passes=scheduled > 0 and reaches(seconds, scheduled, threshold),
        justified=justified,
        excused=scheduled > 0 and reaches(seconds + justified, scheduled, threshold),
    )
