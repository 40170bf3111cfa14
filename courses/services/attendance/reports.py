"""Attendance of an edition and of a town hall: a row for each place, as many queries for any number."""

from dataclasses import dataclass

from django.utils import timezone

from core.spreadsheets import spreadsheet
from core.tenancy import scope, unscoped
from courses.enums import ENROLLED
from courses.models import AttendanceRecord, Edition, Enrolment, LiveSession
from courses.rules import sees_attendance_of
from courses.services.attendance.sheet import clock_time
from courses.services.attendance.totals import Totals, totals_of
from people.models import LocalEntity, User

Table = tuple[tuple[str, ...], list[tuple[str, ...]]]
HEAD = ("Tiempo", "Segundos", "Segundos de clase", "%", "Llega al mínimo")


@dataclass(frozen=True, slots=True)
class Attended:
    """One place and what its person attended of the edition."""

    place: Enrolment
    totals: Totals
    # What is written of each class, in order; None where nothing is.
    records: tuple[AttendanceRecord | None, ...] = ()

    @property
    def time(self) -> str:
        return clock_time(self.totals.seconds)


@dataclass(frozen=True, slots=True)
class EditionReport:
    """Every place of an edition against every class of it."""

    edition: Edition
    sessions: tuple[LiveSession, ...]
    rows: tuple[Attended, ...]


def edition_report(edition: Edition) -> EditionReport:
    """Return the attendance of an edition. Effects: none. Pre-conditions: the reader may see its roll."""
    sessions = tuple(LiveSession.objects.filter(edition=edition).order_by("starts_at", "pk"))
    with unscoped("la asistencia de una edición reúne a todos los ayuntamientos"):
        seated = Enrolment.objects.filter(edition=edition).enrolled().for_roll()
        places = list(seated.select_related("person", "entity", "edition"))
        found = AttendanceRecord.objects.of_edition(edition)
        written = {(each.enrolment_id, each.session_id): each for each in found}
    totals = totals_of(places)
    rows = tuple(
        Attended(place, totals[place.pk], tuple(written.get((place.pk, session.pk)) for session in sessions))
        for place in places
    )
    return EditionReport(edition, sessions, rows)


def town_report(entity: LocalEntity, person: User) -> tuple[Attended, ...]:
    """Return the attendance of a town hall's people as this person may see it.

    Pre-conditions: she serves the town hall or sees every roll. Whoever is not its secretary nor staff finds
    only her own. Effects: none.
    """
    with scope([entity.pk]):
        places = Enrolment.objects.filter(entity=entity, state__in=ENROLLED)
        if not sees_attendance_of(person, entity):
            places = places.of(person)
        rows = list(places.select_related("person", "entity", "edition__course").order_by(*NEWEST_FIRST))
    totals = totals_of(rows)
    return tuple(Attended(row, totals[row.pk]) for row in rows)


NEWEST_FIRST = ("-edition__starts_on", "edition__code", "person__last_name", "person__first_name", "pk")


def edition_csv(report: EditionReport) -> str:
    """Return the attendance of an edition as a file for a spreadsheet."""
    return spreadsheet(*edition_table(report))


def edition_table(report: EditionReport) -> Table:
    """Return the attendance of an edition as it is read."""
    classes = tuple(
        f"{timezone.localtime(session.starts_at):%d/%m/%Y} {session.title}" for session in report.sessions
    )
    return ("Persona", "Por quién", *classes, *HEAD), [
        (
            row.place.person.get_full_name(),
            row.place.entity.name,
            *(record.get_outcome_display() if record else "" for record in row.records),
            *_figures(row.totals),
        )
        for row in report.rows
    ]


def town_csv(rows: tuple[Attended, ...]) -> str:
    """Return the attendance of a town hall as a file for a spreadsheet."""
    return spreadsheet(*town_table(rows))


def town_table(rows: tuple[Attended, ...]) -> Table:
    """Return the attendance of a town hall as it is read."""
    return ("Persona", "Curso", "Edición", "Estado", *HEAD), [
        (
            row.place.person.get_full_name(),
            row.place.edition.course.title,
            row.place.edition.code,
            row.place.get_state_display(),
            *_figures(row.totals),
        )
        for row in rows
    ]


def _figures(totals: Totals) -> tuple[str, ...]:
    passes = "sí" if totals.passes else "no"
    figures = (totals.seconds, totals.scheduled, totals.percent)
    return (clock_time(totals.seconds), *(str(figure) for figure in figures), passes)
