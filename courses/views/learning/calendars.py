"""Classes as a calendar file: one's own, and those of an edition."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from core.calendars import calendar
from courses.models import Edition, LiveSession
from courses.rules import may_see_roll
from courses.services.editions.agenda import classes_in, classes_of, happenings
from courses.services.places.belonging import place_in_edition
from courses.views.requests import PersonRequest


def own(request: PersonRequest) -> HttpResponse:
    """Give every class this person takes or gives."""
    return _file(classes_of(request.user), "mi-formacion", "Mi formación")


def edition(request: PersonRequest, code: str) -> HttpResponse:
    """Give the classes of an edition to whoever belongs in it or runs it."""
    found = get_object_or_404(Edition.objects.select_related("course"), code=code)
    if place_in_edition(request.user, found) is None and not may_see_roll(request.user, found):
        raise PermissionDenied
    return _file(classes_in(found), found.code, found.course.title)


def _file(sessions: list[LiveSession], name: str, title: str) -> HttpResponse:
    answer = HttpResponse(
        calendar(happenings(sessions), name=title), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    answer["Cache-Control"] = "private, no-store"
    return answer
