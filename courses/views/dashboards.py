"""The panels of the service: the province on a map, and each course from the first petition to the end."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import slugify

from courses.enums.dashboards import CallReason
from courses.models import CoursePage
from courses.services.dashboard import (
    Call,
    Cell,
    ProvincePanel,
    TownHall,
    course_panel,
    province_panel,
    sheet_of,
)
from courses.views.province_map import map_of
from courses.views.requests import PersonRequest

HALL_HEAD = ("Ayuntamiento", "Comarca", "Formadas", "Con plaza", "Teléfono")
CALL_HEAD = ("Motivo", "A quién", "Ayuntamiento o comarca", "Sobre", "Teléfono", "Correo")
SUBJECT_HEAD = ("Curso", "Personas formadas", "Ayuntamientos")
FUNNEL_HEAD = ("Paso", "Personas")
# More calls than these are not made in a morning; the file has them all.
CALLS_SHOWN = 5
# Where each tone of the attendance table begins, in %.
TONES = (0, 50, 80, 100)
Table = tuple[Sequence[str], Iterable[Sequence[object]]]


def panel(request: PersonRequest) -> HttpResponse:
    """Show who is trained in the province and whom to call."""
    found = province_panel()
    missing = len(found.halls) - found.covered
    context = {
        "page_title": "Quién tiene formación",
        "panel": found,
        "missing": missing,
        "map": map_of(found),
        "map_desc": f"{len(found.halls)} ayuntamientos. En {found.covered} hay alguien con formación.",
        "hall_head": HALL_HEAD,
        "hall_rows": [_hall_row(hall) for hall in found.halls],
        "covered_rows": [("Con alguien", found.covered), ("Sin nadie", missing)],
        "ring_head": ("Ayuntamientos", "Cuántos"),
        "course_head": SUBJECT_HEAD[:2],
        "area_head": ("Competencia", SUBJECT_HEAD[1]),
        "courses": found.courses,
        "course_rows": [(subject.title, subject.people) for subject in found.courses],
        "area_rows": [(subject.title, subject.people) for subject in found.competences],
        "calls": _grouped(found.calls),
    }
    return render(request, "courses/dashboards/panel.html", context)


def panel_file(request: PersonRequest, sheet: str) -> HttpResponse:
    """Give one table of the province as a file."""
    head, rows = _chosen(sheet, _province_tables(province_panel()))
    return _file(sheet, head, rows)


def course(request: PersonRequest, pk: int) -> HttpResponse:
    """Show how far people get in a course, and which comarcas come to its classes."""
    page = get_object_or_404(CoursePage.objects.live(), pk=pk)
    found = course_panel(course=page)
    context = {
        "page_title": page.title,
        "course_url": page.get_url(request),
        "breadcrumbs": [("Quién tiene formación", reverse("courses:panel"))],
        "panel": found,
        "course": page,
        "funnel": found.funnel,
        "asked": found.funnel[0][1],
        "lost": found.most_lost,
        "funnel_head": FUNNEL_HEAD,
        "heat": [(comarca, [_toned(cell) for cell in cells]) for comarca, cells in found.heat],
    }
    return render(request, "courses/dashboards/course.html", context)


def course_file(request: PersonRequest, pk: int, sheet: str) -> HttpResponse:
    """Give one table of a course as a file."""
    page = get_object_or_404(CoursePage.objects.live(), pk=pk)
    found = course_panel(course=page)
    head = ("Comarca", *(f"{each.title} ({each.starts_at:%Y-%m-%d})" for each in found.classes))
    heat = [(comarca, *(f"{cell.came}/{cell.expected}" for cell in cells)) for comarca, cells in found.heat]
    tables: dict[str, Table] = {"embudo": (FUNNEL_HEAD, found.funnel), "asistencia": (head, heat)}
    return _file(f"{sheet}-{slugify(page.title)}", *_chosen(sheet, tables))


def _province_tables(found: ProvincePanel) -> dict[str, Table]:
    halls = [
        (hall.entity.name, hall.entity.comarca, hall.trained, hall.seated, hall.entity.phone)
        for hall in found.halls
    ]
    calls = [
        (call.reason.label, call.name, call.entity_name, call.about, call.phone, call.email)
        for call in found.calls
    ]
    courses, areas = (
        [(each.title, each.people, each.entities) for each in subjects]
        for subjects in (found.courses, found.competences)
    )
    return {
        "ayuntamientos": (HALL_HEAD, halls),
        "llamadas": (CALL_HEAD, calls),
        "cursos": (SUBJECT_HEAD, courses),
        "competencias": (("Competencia", *SUBJECT_HEAD[1:]), areas),
    }


def _chosen(sheet: str, tables: dict[str, Table]) -> Table:
    if sheet not in tables:
        raise Http404("No hay ninguna tabla con ese nombre")
    return tables[sheet]


def _file(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.csv"',
        "Cache-Control": "private, no-store",
    }
    text = sheet_of(head=head, rows=rows)
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


def _hall_row(hall: TownHall) -> tuple[Any, ...]:
    entity = hall.entity
    name = format_html('<a href="{}">{}</a>', reverse("people:entity", args=[entity.slug]), entity.name)
    phone = format_html('<a href="tel:{}">{}</a>', entity.phone.replace(" ", ""), entity.phone)
    return name, entity.comarca, hall.trained, hall.seated, phone if entity.phone else "–"


def _grouped(calls: Sequence[Call]) -> list[dict[str, Any]]:
    groups = []
    for reason in (CallReason.UNOPENED, CallReason.NO_SHOW, CallReason.NOBODY):
        inside = [call for call in calls if call.reason == reason]
        if inside:
            shown = [{"call": call, "url": _action_of(call)} for call in inside[:CALLS_SHOWN]]
            more = len(inside) - len(shown)
            groups.append({"reason": reason, "shown": shown, "more": more, "total": len(inside)})
    return groups


def _action_of(call: Call) -> str:
    if call.edition_code:
        return reverse("courses:people", args=[call.edition_code])
    return reverse("people:entity", args=[call.entity_slug])


def _toned(cell: Cell) -> dict[str, Any]:
    """Give a cell its tone: less than half, half, most, all. None where nobody was expected."""
    percent = cell.percent
    tone = None if percent is None else sum(percent >= start for start in TONES) - 1
    return {"cell": cell, "tone": tone}
