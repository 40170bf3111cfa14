"""A live class before, while and after it happens, and who came to it."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from core import clock
from courses import words
from courses.models import LiveSession
from courses.rules import may_correct_attendance, may_see_roll, teaches
from courses.services import admit, attendance_csv, attendance_list
from courses.services.attendance.lists import Presence
from courses.services.attendance.sheet import clock_time
from courses.services.places.belonging import place_in_edition
from courses.views.requests import PersonRequest
from videoconf.enums import AUDIO_ONLY, RoomState


def session(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the door of the class: when it is, how to enter, what to have at hand; or that there is none."""
    found = get_object_or_404(LiveSession.every.in_detail(), pk=pk)
    if found.cancelled_at:
        return _called_off(request, found)
    admission = admit(request.user, found.room)
    sees_roll = may_see_roll(request.user, found.edition)
    if admission is None and not sees_roll:
        raise PermissionDenied("No tienes plaza en esta edición")
    at = clock.now()
    room_url = reverse("videoconf:room", args=[found.room.key])
    context = {
        "page_title": found.title,
        "session": found,
        "edition": found.edition,
        "course_url": found.edition.course.get_url(request),
        "said": words.starts_in(found.starts_at, at),
        "is_over": at >= found.ends_at or found.room.state == RoomState.ENDED,
        "door_open": admission is not None and words.door_is_open(found.starts_at, found.ends_at, at),
        "opens_at": found.starts_at - words.DOOR_OPENS,
        "enters": admission is not None,
        "room_url": room_url,
        "audio_url": f"{room_url}?{AUDIO_ONLY}",
        "attendance_url": reverse("courses:attendance", args=[found.pk]),
        "breadcrumbs": _way_back(found, request),
        "is_host": teaches(request.user, found.edition),
        "sees_roll": sees_roll,
        "beside_key": _beside(request, found) if settings.DEMO_MODE else "",
    }
    return render(request, "courses/session.html", context)


def _called_off(request: PersonRequest, found: LiveSession) -> HttpResponse:
    """Show, to whoever the class was for, that it was called off and why: old mails lead here."""
    if place_in_edition(request.user, found.edition) is None and not may_see_roll(
        request.user, found.edition
    ):
        raise PermissionDenied
    context = {
        "page_title": f"Se ha anulado «{found.title}»",
        "session": found,
        "edition": found.edition,
        "breadcrumbs": _way_back(found, request),
    }
    return render(request, "courses/editions/called_off.html", context)


def attendance(request: PersonRequest, pk: int) -> HttpResponse:
    """Show who came, for how long, and who did not."""
    roll = attendance_list(_for_trainer(request, pk))
    context = {
        "page_title": "Quién ha asistido",
        "breadcrumbs": [
            *_way_back(roll.session, request),
            (roll.session.title, reverse("courses:session", args=[pk])),
        ],
        "file_url": reverse("courses:attendance_file", args=[pk]),
        "paper_url": reverse("courses:attendance_pdf", args=[pk]),
        "session": roll.session,
        "edition": roll.session.edition,
        "came": [_shown(row) for row in roll.came],
        "absent": roll.absent,
        "others": [_shown(row) for row in roll.others],
        "passing": sum(row.passes for row in roll.came),
        "expected": len(roll.came) + len(roll.absent),
        "scheduled": roll.scheduled_seconds // 60,
        "some_outside": any(row.stayed != row.seconds for row in roll.rows),
        "is_over": clock.now() >= roll.session.ends_at,
        "is_closed": roll.session.attendance_closed_at is not None,
        "breaks": list(roll.session.breaks.all()),
        "corrects": may_correct_attendance(request.user, roll.session.edition),
    }
    return render(request, "courses/attendance.html", context)


def attendance_file(request: PersonRequest, pk: int) -> HttpResponse:
    """Give the same list as a file for a spreadsheet."""
    found = _for_trainer(request, pk)
    text = attendance_csv(attendance_list(found))
    name = f"asistencia-{found.edition.code}-{found.starts_at:%Y%m%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


def _way_back(found: LiveSession, request: PersonRequest) -> list[tuple[str, str]]:
    course = found.edition.course
    return [("Formación", reverse("courses:programme")), (course.title, course.get_url(request))]


def _for_trainer(request: PersonRequest, pk: int) -> LiveSession:
    found = get_object_or_404(LiveSession.objects.in_detail(), pk=pk)
    if not may_see_roll(request.user, found.edition):
        raise PermissionDenied
    return found


def _shown(row: Presence) -> dict[str, Any]:
    return {"row": row, "time": clock_time(row.stayed), "times": len(row.intervals)}


def _beside(request: PersonRequest, found: LiveSession) -> str:
    """Return whom the demo opens beside: the trainer for a learner, a learner for the trainer."""
    return "secretaria" if teaches(request.user, found.edition) else "formadora"
