"""The room's page, the one after leaving it, and who was there."""

from typing import Any, Final

from allauth.core.internal import ratelimit
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from core.access import Access, allowed
from videoconf.admission import Admission, admission_for, may_see_roll
from videoconf.enums import ParticipantRole
from videoconf.guests import Guest
from videoconf.models import Participant, Room
from videoconf.pages import in_words, room_settings
from videoconf.services import own_attendance
from videoconf.services.guests import GuestRefused, require_invited, visitor
from videoconf.services.paper_checks import check_paper
from videoconf.services.papers import attendance_paper
from videoconf.services.poll_sheet import polls_csv
from videoconf.services.report import Report, report_csv, report_of, rows_of
from videoconf.views.guests import refused

# The demo offers to open the other person of the class; elsewhere there is nothing to offer.
BESIDE = ["demo/beside.html", "videoconf/nothing.html"]

LIMITS: Final = {"paper": "30/m/ip"}


def room(request: HttpRequest, key: str) -> HttpResponse:
    """Show the device check and, once inside, the class."""
    who = _visitor(request, key)
    if not _is_known(who):
        return redirect_to_login(request.get_full_path())
    try:
        found, admission = _admitted(who, key)
    except GuestRefused as refusal:
        return refused(request, refusal)
    context = {
        "room": found,
        "admission": admission,
        "is_guest": isinstance(who, Guest),
        "settings": room_settings(found, admission),
        "beside_templates": BESIDE,
        "beside_key": "secretaria" if admission.role == ParticipantRole.HOST else "formadora",
        "beside_path": f"{request.path}?prueba=1",
    }
    return _hers_alone(render(request, "videoconf/room.html", context))


def left(request: HttpRequest, key: str) -> HttpResponse:
    """Say goodbye, with the time attended and the way back."""
    who = _visitor(request, key)
    if not _is_known(who):
        return redirect_to_login(request.get_full_path())
    try:
        found, admission = _admitted(who, key)
    except GuestRefused as refusal:
        return refused(request, refusal)
    roll = own_attendance(found, who)
    context = {
        "room": found,
        "admission": admission,
        "is_guest": isinstance(who, Guest),
        "roll": roll,
        "attended": in_words(roll.seconds) if roll else "",
    }
    return _hers_alone(render(request, "videoconf/left.html", context))


def attendance(request: HttpRequest, key: str) -> HttpResponse:
    """Show who was in the room, each entry and exit with its reason; or, to who is not to see it, her own."""
    report = _report(request, key)
    admission = admission_for(request.user, report.room)
    context = {
        "page_title": "Asistencia a la sala" if report.is_whole else "Tu asistencia",
        "breadcrumbs": [(admission.back_label, admission.back_url)] if admission else [("Inicio", "/")],
        "report": report,
        "room": report.room,
        "since": report.span[0],
        "until": report.span[1],
        "rows": rows_of(report),
        "total": in_words(report.seconds),
        "is_over": report.room.ended_at is not None,
        "file_url": reverse("videoconf:attendance_file", args=[key]),
        "paper_url": reverse("videoconf:attendance_pdf", args=[key]),
    }
    return render(request, "videoconf/attendance.html", context)


def attendance_file(request: HttpRequest, key: str) -> HttpResponse:
    """Give the same as a file for a spreadsheet."""
    text = report_csv(_report(request, key))
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=_kept(f"{key}.csv"))


def attendance_pdf(request: HttpRequest, key: str) -> HttpResponse:
    """Give the same on sealed paper."""
    made = attendance_paper(_report(request, key))
    return HttpResponse(made, content_type="application/pdf", headers=_kept(f"{key}.pdf"))


def polls_file(request: HttpRequest, key: str) -> HttpResponse:
    """Give the polls of a room as a file for a spreadsheet, to who may read what everybody answered."""
    found = get_object_or_404(Room, key=key)
    if not may_see_roll(request.user, found):
        raise PermissionDenied
    text = polls_csv(found)
    headers = _kept(f"{key}.csv", "encuestas")
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


def check_attendance(request: HttpRequest, token: str) -> HttpResponse:
    """Say to anybody who holds a paper whether it is ours, and whether its room is as it was written."""
    if ratelimit.consume(request, app="videoconf", action="paper", config=LIMITS, limit_get=True) is None:
        answer = render(request, "videoconf/too_many.html", status=429)
        answer["Retry-After"] = "60"
        return answer
    context = {"page_title": "Comprobar una lista de asistencia", "found": check_paper(token)}
    return render(request, "videoconf/check_attendance.html", context)


def _report(request: HttpRequest, key: str) -> Report:
    found = get_object_or_404(Room, key=key)
    if may_see_roll(request.user, found):
        return report_of(found)
    if admission_for(request.user, found) is None and _seat_of(found, request.user) is None:
        raise PermissionDenied
    return report_of(found, only=request.user.pk)


def _kept(name: str, what: str = "asistencia") -> dict[str, str]:
    return {
        "Content-Disposition": f'attachment; filename="{what}-{name}"',
        "Cache-Control": "private, no-store",
    }


def _visitor(request: HttpRequest, key: str) -> Any:
    """Return who asks for the page of a room: whoever signed in, or the guest of its cookie."""
    found = Room.objects.filter(key=key).first()
    return visitor(person=request.user, cookies=request.COOKIES, room=found) if found else request.user


def _hers_alone(answer: HttpResponse) -> HttpResponse:
    # A guest has not signed in: nothing else would keep her page out of a shared browser.
    answer["Cache-Control"] = "private, no-store"
    return answer


def _is_known(who: Any) -> bool:
    return isinstance(who, Guest) or bool(who.is_authenticated)


def _admitted(who: Any, key: str) -> tuple[Room, Admission]:
    found = get_object_or_404(Room, key=key)
    if isinstance(who, Guest):
        require_invited(who)
    admission = admission_for(who, found)
    asked = Access(
        user=who,
        action="connect",
        kwargs={"room": key, "admission": admission},
        subject=_seat_of(found, who),
    )
    # The page asks what its socket will ask, so nobody is shown a door that will not open.
    if admission is None or not allowed("consumer", "videoconf.room", asked):
        raise PermissionDenied
    return found, admission


def _seat_of(found: Room, person: Any) -> Participant | None:
    return Participant.objects.filter(room=found).of(person).first()
