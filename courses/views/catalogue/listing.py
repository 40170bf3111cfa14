"""The catalogue: every course on offer as a card, with filters that are plain links and a GET form."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from courses.forms.catalogue import CatalogueFilter
from courses.models import CoursePage, Edition, ProgrammePage
from courses.services.catalogue.competences import areas_of
from courses.services.editions.offered import Offered, offered_to
from courses.views.catalogue.course import facts_of, status_of


def present(page: ProgrammePage, request: HttpRequest) -> dict[str, Any]:
    """Return what the template of a cycle shows to this person."""
    courses = CoursePage.objects.visible_to(request.user).under(page).order_by("path")
    return _catalogue(courses, request)


def catalogue(request: HttpRequest) -> HttpResponse:
    """Show the courses of every cycle."""
    courses = CoursePage.objects.visible_to(request.user).order_by("path")
    context = {"page_title": "Formación", **_catalogue(courses, request)}
    return render(request, "courses/programme.html", context)


def _catalogue(courses: Any, request: HttpRequest) -> dict[str, Any]:
    found = list(courses.defer("plain_text", "body"))
    chosen = CatalogueFilter(request.GET, courses=found, areas=areas_of(found))
    chosen.is_valid()
    offers: dict[int, list[Offered]] = defaultdict(list)
    for offer in offered_to(request.user, Edition.objects.announced().filter(course__in=found)):
        offers[offer.edition.course_id].append(offer)
    shown = [course for course in found if chosen.keeps(course, offers[course.pk])]
    return {
        "filter": chosen,
        "courses": [_card(course, offers[course.pk], request) for course in shown],
        "is_filtered": chosen.is_in_use,
        "total": len(found),
    }


def _card(course: CoursePage, offers: Iterable[Offered], request: HttpRequest) -> dict[str, Any]:
    first = next(iter(sorted(offers, key=_most_useful)), None)
    facts = [("Horas", str(course.hours))]
    facts += [("Nivel", course.level)] if course.level else []
    return {
        "title": course.title,
        "summary": course.summary,
        "url": course.get_url(request),
        "status": status_of(first) if first else {"text": "Sin edición abierta ahora", "kind": ""},
        "facts": facts_of(first)[:1] + facts if first else facts,
    }


def _most_useful(offer: Offered) -> tuple[bool, bool, Any]:
    """Order editions: hers first, then those she can ask for, then the soonest."""
    return offer.place is None, offer.refusal is not None, offer.edition.starts_on
