"""The figures of the panels as tables: as they are read on the page, and as a file."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.html import format_html

from courses.services.dashboard import Cell, CoursePanel, ProvincePanel, TownHall, sheet_of
from courses.services.dashboard.facts import day_of

CALL_HEAD = ("Motivo", "A quién", "Ayuntamiento o comarca", "Sobre", "Teléfono", "Correo")
COURSE_HEAD = ("Curso", "Personas formadas", "Ayuntamientos", "Satisfacción (de 5)", "Opiniones")
AREA_HEAD = ("Competencia", "Personas formadas", "Ayuntamientos")
FUNNEL_HEAD = ("Paso", "Personas")
HOUR_HEAD = ("Día", "Hora", "Vinieron", "Esperadas", "Faltas justificadas", "%")
WEEKDAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
# Where each tone of an attendance table begins, in %.
TONES = (0, 50, 80, 100)
Table = tuple[Sequence[str], Iterable[Sequence[object]]]
Hours = Mapping[tuple[int, int], Cell]


def hall_head(found: ProvincePanel) -> tuple[str, ...]:
    """Return the head of the table of town halls: a column for each area of competences."""
    return ("Ayuntamiento", "Comarca", "Formadas", *found.areas_shown, "Con plaza", "Teléfono")


def hall_row(hall: TownHall) -> tuple[Any, ...]:
    """Return a town hall as it is read, with its links."""
    entity = hall.entity
    name = format_html('<a href="{}">{}</a>', reverse("people:entity", args=[entity.slug]), entity.name)
    phone = format_html('<a href="tel:{}">{}</a>', entity.phone.replace(" ", ""), entity.phone)
    figures = (hall.trained, *hall.by_area, hall.seated)
    return name, entity.comarca, *figures, phone if entity.phone else "–"


def province_tables(found: ProvincePanel) -> dict[str, Table]:
    """Return every table of the province by the name of its file."""
    halls = [
        (each.entity.name, each.entity.comarca, each.trained, *each.by_area, each.seated, each.entity.phone)
        for each in found.halls
    ]
    calls = [
        (call.reason.label, call.name, call.entity_name, call.about, call.phone, call.email)
        for call in found.calls
    ]
    return {
        "ayuntamientos": (hall_head(found), halls),
        "llamadas": (CALL_HEAD, calls),
        "cursos": (COURSE_HEAD, [_course_row(each) for each in found.courses]),
        "competencias": (AREA_HEAD, [(each.title, each.people, each.entities) for each in found.competences]),
        "horas": (HOUR_HEAD, hour_rows(found.hours)),
    }


def _course_row(subject: Any) -> tuple[object, ...]:
    content = subject.satisfaction
    opinions = (str(content.mean).replace(".", ","), content.answers) if content else ("", "")
    return subject.title, subject.people, subject.entities, *opinions


def course_tables(found: CoursePanel) -> dict[str, Table]:
    """Return every table of a course by the name of its file."""
    head = ("Comarca", *(f"{each.title} ({day_of(each.starts_at)})" for each in found.classes))
    heat = [(comarca, *(f"{cell.came}/{cell.expected}" for cell in cells)) for comarca, cells in found.heat]
    return {
        "embudo": (FUNNEL_HEAD, found.funnel),
        "asistencia": (head, heat),
        "horas": (HOUR_HEAD, hour_rows(found.hours)),
    }


def hour_rows(hours: Hours) -> list[tuple[object, ...]]:
    """Return the attendance by weekday and hour as a list."""
    return [
        (WEEKDAYS[day], f"{hour}:00", cell.came, cell.expected, cell.justified, cell.percent)
        for (day, hour), cell in sorted(hours.items())
    ]


def hour_grid(hours: Hours) -> dict[str, Any]:
    """Return the attendance by weekday and hour as a grid: the days across, the hours down."""
    days = sorted({day for day, _ in hours})
    rows = [
        (f"{hour}:00", [toned(hours.get((day, hour), Cell())) for day in days])
        for hour in sorted({hour for _, hour in hours})
    ]
    return {"days": [WEEKDAYS[day] for day in days], "rows": rows}


def toned(cell: Cell) -> dict[str, Any]:
    """Give a cell its tone: less than half, half, most, all. None where nobody was expected."""
    percent = cell.percent
    tone = None if percent is None else sum(percent >= start for start in TONES) - 1
    return {"cell": cell, "tone": tone}


def chosen(sheet: str, tables: Mapping[str, Table]) -> Table:
    """Return a table by its name. Errors: Http404."""
    if sheet not in tables:
        raise Http404("No hay ninguna tabla con ese nombre")
    return tables[sheet]


def file_of(name: str, table: Table) -> HttpResponse:
    """Answer with a table as a file for a spreadsheet."""
    head, rows = table
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.csv"',
        "Cache-Control": "private, no-store",
    }
    text = sheet_of(head=head, rows=rows)
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)
