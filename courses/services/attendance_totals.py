"""What a person attended of a whole edition, against what was given."""

from collections import defaultdict
from dataclasses import dataclass

from core.tenancy import unscoped
from courses.enums import Outcome
from courses.models import AttendanceRecord, Edition, Enrolment, LiveSession
from courses.services.attendance import reaches, scheduled_seconds


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
    with unscoped("la asistencia de una plaza, sea del ayuntamiento que sea"):
        records = list(AttendanceRecord.objects.filter(enrolment=enrolment))
    return _sum(_classes(enrolment.edition), records, enrolment.edition.min_attendance)


def totals_of_edition(edition: Edition) -> dict[int, Totals]:
    """Return the totals of each place with a record, by the place's key: as many queries for any number."""
    written: dict[int, list[AttendanceRecord]] = defaultdict(list)
    with unscoped("la asistencia de una edición reúne a todos los ayuntamientos"):
        for record in AttendanceRecord.objects.of_edition(edition):
            written[record.enrolment_id].append(record)
    classes = _classes(edition)
    nobody = _sum(classes, [], edition.min_attendance)
    found = {pk: _sum(classes, records, edition.min_attendance) for pk, records in written.items()}
    return defaultdict(lambda: nobody, found)


def _classes(edition: Edition) -> dict[int, int]:
    classes = LiveSession.objects.filter(edition=edition).prefetch_related("breaks")
    return {session.pk: scheduled_seconds(session) for session in classes}


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
