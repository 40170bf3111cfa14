"""The lists of attendance on paper: the same cells as in the file for a spreadsheet."""

from collections.abc import Iterable

from django.utils import timezone

from core.papers import render
from courses.services.attendance.lists import Roll
from courses.services.attendance.reports import Attended, EditionReport, edition_table, town_table
from courses.services.attendance.sheet import roll_table
from people.models import LocalEntity

Table = tuple[Iterable[str], Iterable[Iterable[str]]]
TEMPLATE = "courses/asistencia.typ"


def roll_paper(roll: Roll) -> bytes:
    """Return who came to a class as PDF. Effects: none."""
    day = timezone.localtime(roll.session.starts_at)
    said = f"{roll.session.edition.course.title} · {roll.session.title} · {day:%d/%m/%Y, %H:%M}"
    return _paper("Asistencia a la clase", said, roll_table(roll))


def edition_paper(report: EditionReport) -> bytes:
    """Return the attendance of an edition as PDF. Effects: none."""
    said = f"{report.edition.course.title} · {report.edition.title} ({report.edition.code})"
    return _paper("Asistencia de la edición", said, edition_table(report))


def town_paper(entity: LocalEntity, rows: tuple[Attended, ...]) -> bytes:
    """Return the attendance of a town hall as PDF. Effects: none."""
    return _paper("Asistencia a la formación", entity.name, town_table(rows))


def _paper(title: str, subtitle: str, table: Table) -> bytes:
    head, rows = table
    cells = [list(row) for row in rows]
    return render(TEMPLATE, {"title": title, "subtitle": subtitle, "head": list(head), "rows": cells})
