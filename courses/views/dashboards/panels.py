"""The panels of the service: the province on a map, and each course from the first petition to the end."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify

from courses.enums.dashboards import CallReason
from courses.forms.dashboards import PanelFilter
from courses.models import CoursePage, Edition
from courses.services.dashboard import (
    Asked,
    Call,
    course_panel,
    invite_to_edition,
    province_panel,
    staff_of,
)
from courses.views.dashboards import tables as tables
from courses.views.dashboards.province_map import map_of
from courses.views.requests import PersonRequest
from people.models import LocalEntity, User

# More calls than these are not made in a morning; the file has them all.
CALLS_SHOWN = 5
ORDER = (CallReason.NOBODY, CallReason.UNOPENED, CallReason.NO_SHOW)


def panel(request: PersonRequest) -> HttpResponse:
    """Show who is trained in the province, or in a comarca or a competence, and whom to call."""
    found = province_panel(_asked(request.GET))
    missing = len(found.halls) - found.covered
    context = {
        "page_title": "Quién tiene formación",
        "panel": found,
        "missing": missing,
        "filter": PanelFilter(panel=found),
        "query": _query(found.asked),
        "map": map_of(found),
        "map_desc": f"{len(found.halls)} ayuntamientos. En {found.covered} hay alguien con formación.",
        "hall_head": tables.hall_head(found),
        "hall_rows": [tables.hall_row(hall) for hall in found.halls],
        "covered_rows": [("Con alguien", found.covered), ("Sin nadie", missing)],
        "ring_head": ("Ayuntamientos", "Cuántos"),
        "course_head": tables.COURSE_HEAD[:2],
        "area_head": tables.AREA_HEAD[:2],
        "course_rows": [(subject.title, subject.people) for subject in found.courses],
        "area_rows": [(subject.title, subject.people) for subject in found.competences],
        "hours": tables.hour_grid(found.hours),
        "calls": _grouped(found.calls),
    }
    return render(request, "courses/dashboards/panel.html", context)


def panel_file(request: PersonRequest, sheet: str) -> HttpResponse:
    """Give one table of the province as a file, narrowed as the page is."""
    found = province_panel(_asked(request.GET))
    name = "-".join(filter(None, (sheet, slugify(found.asked.comarca), slugify(found.asked.area))))
    return tables.file_of(name, tables.chosen(sheet, tables.province_tables(found)))


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
        "asked": found.funnel[0][1],
        "lost": found.most_lost,
        "funnel_head": tables.FUNNEL_HEAD,
        "heat": [(comarca, [tables.toned(cell) for cell in cells]) for comarca, cells in found.heat],
        "hours": tables.hour_grid(found.hours),
    }
    return render(request, "courses/dashboards/course.html", context)


def course_file(request: PersonRequest, pk: int, sheet: str) -> HttpResponse:
    """Give one table of a course as a file."""
    page = get_object_or_404(CoursePage.objects.live(), pk=pk)
    wanted = tables.chosen(sheet, tables.course_tables(course_panel(course=page)))
    return tables.file_of(f"{sheet}-{slugify(page.title)}", wanted)


def invite(request: PersonRequest, code: str) -> HttpResponse:
    """Invite a person, or whoever works for a town hall, to an open edition; go back to the list."""
    edition = get_object_or_404(Edition.objects.select_related("course"), code=code)
    people, said = _invited(request.POST)
    made = invite_to_edition(edition=edition, people=people, actor=request.user)
    if made:
        who = "1 persona" if made == 1 else f"{made} personas"
        messages.success(request, f"Invitación enviada a {who} de {said}: «{edition.course.title}».")
    else:
        messages.info(request, f"Ya estaba hecho: en {said} no queda nadie por invitar a esta edición.")
    return redirect(f"{reverse('courses:panel')}{_query(_asked(request.POST))}#llamar")


def _invited(sent: Mapping[str, Any]) -> tuple[list[User], str]:
    """Return who is invited and how they are called; unknown numbers are a page that does not exist."""
    if "person" in sent:
        person = get_object_or_404(User, pk=_number(sent["person"]))
        return [person], str(person)
    entity = get_object_or_404(LocalEntity, pk=_number(sent.get("entity", "")))
    return staff_of(entity), entity.name


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 16 else 0


def _asked(sent: Mapping[str, Any]) -> Asked:
    return Asked(comarca=sent.get("comarca", "")[:80], area=sent.get("competencia", "")[:80])


def _query(asked: Asked) -> str:
    """Return what an address needs to be narrowed alike."""
    known = {"comarca": asked.comarca, "competencia": asked.area}
    kept = {name: value for name, value in known.items() if value}
    return f"?{urlencode(kept)}" if kept else ""


def _grouped(calls: Sequence[Call]) -> list[dict[str, Any]]:
    groups = []
    for reason in ORDER:
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
