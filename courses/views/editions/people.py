"""Who is in an edition, for whoever gives or runs it: narrowed, page by page, and as a file."""

from itertools import groupby
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from core.tenancy import unscoped
from courses import words
from courses.enums import SEATED, EnrolmentState
from courses.forms.editions import PeopleFilter
from courses.models import Edition, Enrolment
from courses.rules import may_answer_applications, may_run_editions, may_see_roll
from courses.services.editions.offered import seats_held
from courses.services.places.listing import ANSWERABLE, places_csv, places_listed, towns_of
from courses.views.requests import PersonRequest

EACH_PAGE = 100
WHY = "la lista de una edición reúne a todos los ayuntamientos"
PARTS = ("applied", "seated", "waiting", "others")


def people(request: PersonRequest, code: str) -> HttpResponse:
    """Show a page of the list: who waits for an answer, who has a place, who waits for one."""
    edition = _seen(request, code)
    form = PeopleFilter(request.GET, towns=towns_of(edition))
    with unscoped(WHY):
        found = places_listed(edition=edition, reader=request.user, narrowed=form.narrowed())
        page = Paginator(found, EACH_PAGE).get_page(request.GET.get("pagina"))
        parts = {part: list(group) for part, group in groupby(page.object_list, key=_part)}
    query = form.as_query()
    context = {
        **_around(request, edition),
        **{part: parts.get(part, []) for part in PARTS},
        "form": form,
        "page": page,
        "query": query,
        "total": page.paginator.count,
        "file_url": reverse("courses:people_file", args=[code]) + (f"?{query}" if query else ""),
    }
    return render(request, "courses/people.html", context)


def people_file(request: PersonRequest, code: str) -> HttpResponse:
    """Give the same list, whole, as a file for a spreadsheet."""
    edition = _seen(request, code)
    form = PeopleFilter(request.GET, towns=towns_of(edition))
    with unscoped(WHY):
        text = places_csv(places_listed(edition=edition, reader=request.user, narrowed=form.narrowed()))
    headers = {
        "Content-Disposition": f'attachment; filename="personas-{edition.code}.csv"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


def _seen(request: PersonRequest, code: str) -> Edition:
    edition = get_object_or_404(Edition.objects.select_related("course"), code=code)
    if not may_see_roll(request.user, edition):
        raise PermissionDenied
    return edition


def _around(request: PersonRequest, edition: Edition) -> dict[str, Any]:
    return {
        "page_title": "Personas de la edición",
        "breadcrumbs": [
            ("Mi formación", reverse("courses:mine")),
            (edition.course.title, reverse("courses:aula", args=[edition.code])),
        ],
        "edition": edition,
        "left_said": words.places_left(edition.capacity, seats_held(edition)),
        "sessions": list(edition.sessions.all()),
        "may_answer": may_answer_applications(request.user),
        "runs": may_run_editions(request.user),
    }


def _part(place: Enrolment) -> str:
    if place.state in ANSWERABLE:
        return "applied"
    if place.state in SEATED:
        return "seated"
    return "waiting" if place.state == EnrolmentState.WAITING else "others"
