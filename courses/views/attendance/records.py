"""Attendance by edition and by town hall, and the acts on what was written of a class."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from core.errors import Conflict
from core.tenancy import unscoped
from courses.forms.attendance import CorrectionForm
from courses.models import AttendanceRecord, Edition, LiveSession
from courses.rules import may_correct_attendance, may_see_roll, sees_every_roll
from courses.services import attendance_list, correct_attendance, justify_absence
from courses.services.attendance.paper import edition_paper, roll_paper, town_paper
from courses.services.attendance.reports import edition_csv, edition_report, town_csv, town_report
from courses.views.requests import PersonRequest
from people.models import LocalEntity
from people.rules import serves


def edition(request: PersonRequest, code: str) -> HttpResponse:
    """Show the attendance of an edition, person by person and class by class."""
    report = edition_report(_edition_seen(request, code))
    context = {
        "page_title": "Asistencia de la edición",
        "breadcrumbs": [
            ("Mi formación", reverse("courses:mine")),
            (report.edition.course.title, reverse("courses:aula", args=[code])),
        ],
        "report": report,
        "edition": report.edition,
        "file_url": reverse("courses:edition_attendance_file", args=[code]),
        "paper_url": reverse("courses:edition_attendance_pdf", args=[code]),
        "passing": sum(row.totals.passes for row in report.rows),
        "pending": sum(each.attendance_closed_at is None for each in report.sessions),
    }
    return render(request, "courses/attendance/edition.html", context)


def edition_file(request: PersonRequest, code: str) -> HttpResponse:
    """Give the same as a file for a spreadsheet."""
    return _file(edition_csv(edition_report(_edition_seen(request, code))), code)


def edition_pdf(request: PersonRequest, code: str) -> HttpResponse:
    """Give the same on paper."""
    return _paper(edition_paper(edition_report(_edition_seen(request, code))), code)


def town(request: PersonRequest, slug: str) -> HttpResponse:
    """Show what the people of a town hall attended."""
    entity = _town_seen(request, slug)
    context = {
        "page_title": "Asistencia a la formación",
        "breadcrumbs": [("Mi formación", reverse("courses:mine"))],
        "entity": entity,
        "rows": town_report(entity, request.user),
        "file_url": reverse("courses:town_attendance_file", args=[slug]),
        "paper_url": reverse("courses:town_attendance_pdf", args=[slug]),
    }
    return render(request, "courses/attendance/town.html", context)


def town_file(request: PersonRequest, slug: str) -> HttpResponse:
    """Give the same as a file for a spreadsheet."""
    return _file(town_csv(town_report(_town_seen(request, slug), request.user)), slug)


def town_pdf(request: PersonRequest, slug: str) -> HttpResponse:
    """Give the same on paper."""
    entity = _town_seen(request, slug)
    return _paper(town_paper(entity, town_report(entity, request.user)), slug)


def class_pdf(request: PersonRequest, pk: int) -> HttpResponse:
    """Give who came to a class on paper."""
    found = get_object_or_404(LiveSession.objects.in_detail(), pk=pk)
    if not may_see_roll(request.user, found.edition):
        raise PermissionDenied
    return _paper(roll_paper(attendance_list(found)), f"{found.edition.code}-{found.starts_at:%Y%m%d}")


def correct(request: PersonRequest, pk: int) -> HttpResponse:
    """Correct the time of a person in a class, or justify that she did not come."""
    with unscoped("quien da la clase corrige la asistencia de cualquier ayuntamiento"):
        named = AttendanceRecord.objects.for_lists()
        record = get_object_or_404(named, pk=pk)
    if not may_correct_attendance(request.user, record.session.edition):
        raise PermissionDenied
    back = reverse("courses:attendance", args=[record.session_id])
    form = CorrectionForm(request.POST if request.method == "POST" else None, record=record)
    if request.method == "POST" and form.is_valid() and _acted(request, record, form):
        return redirect(back)
    context = {
        "page_title": "Corregir la asistencia",
        "breadcrumbs": [("Quién ha asistido", back)],
        "record": record,
        "form": form,
        "minutes": record.scheduled // 60,
        "back": back,
    }
    return render(request, "courses/attendance/correct.html", context)


def _acted(request: PersonRequest, record: AttendanceRecord, form: CorrectionForm) -> bool:
    """Do what the button says; what the verb refuses is said beside the form."""
    known = {"record": record, "reason": form.cleaned_data["reason"], "actor": request.user}
    try:
        if request.POST.get("act") == "justify":
            justify_absence(**known)
        else:
            correct_attendance(seconds=form.cleaned_data["minutes"] * 60, **known)
    except Conflict as refusal:
        form.add_error("reason", str(refusal))
    return not form.errors


def _edition_seen(request: PersonRequest, code: str) -> Edition:
    found = get_object_or_404(Edition.objects.select_related("course"), code=code)
    if not may_see_roll(request.user, found):
        raise PermissionDenied
    return found


def _town_seen(request: PersonRequest, slug: str) -> LocalEntity:
    entity = get_object_or_404(LocalEntity, slug=slug)
    if not (serves(request.user, entity) or sees_every_roll(request.user)):
        raise PermissionDenied
    return entity


def _file(text: str, name: str) -> HttpResponse:
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=_kept(f"{name}.csv"))


def _paper(made: bytes, name: str) -> HttpResponse:
    return HttpResponse(made, content_type="application/pdf", headers=_kept(f"{name}.pdf"))


def _kept(name: str) -> dict[str, str]:
    return {
        "Content-Disposition": f'attachment; filename="asistencia-{name}"',
        "Cache-Control": "private, no-store",
    }
