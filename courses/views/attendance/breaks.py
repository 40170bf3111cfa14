"""The rests of a class: who corrects its attendance puts them in, moves them and takes them out."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from core.errors import Conflict
from courses.errors import Gone
from courses.forms.attendance import BreakForm
from courses.models import LiveSession, SessionBreak
from courses.rules import may_correct_attendance
from courses.services import add_break, move_break, remove_break
from courses.views.requests import PersonRequest


def breaks(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the rests of a class, and add one."""
    session = _class(request, pk)
    form = BreakForm(request.POST or None) if request.method == "GET" else BreakForm(request.POST)
    if request.method == "POST" and form.is_valid():
        try:
            add_break(session=session, actor=request.user, **form.moments(session))
        except Conflict as refusal:
            form.add_error("start", str(refusal))
        else:
            messages.success(request, "Descanso añadido: ese tiempo no cuenta para nadie.")
            return redirect("courses:breaks", pk)
    return _page(request, session, form, "Descansos de la clase")


def change(request: PersonRequest, pk: int) -> HttpResponse:
    """Move a rest, or take it out."""
    rest = get_object_or_404(SessionBreak.objects.select_related("session__edition__course"), pk=pk)
    session = _class(request, rest.session_id)
    if "remove" in request.POST:
        remove_break(rest=rest, actor=request.user)
        messages.success(request, "Descanso quitado: ese tiempo vuelve a contar.")
        return redirect("courses:breaks", session.pk)
    form = BreakForm.of(rest, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            move_break(rest=rest, actor=request.user, **form.moments(session))
        except Gone:
            # No form is left to correct: the page of conflicts says it.
            raise
        except Conflict as refusal:
            form.add_error("start", str(refusal))
        else:
            messages.success(request, "Descanso cambiado.")
            return redirect("courses:breaks", session.pk)
    return _page(request, session, form, "Cambiar el descanso", rest)


def _page(
    request: PersonRequest,
    session: LiveSession,
    form: BreakForm,
    title: str,
    rest: SessionBreak | None = None,
) -> HttpResponse:
    context = {
        "page_title": title,
        "breadcrumbs": [("Quién ha asistido", reverse("courses:attendance", args=[session.pk]))],
        "session": session,
        "breaks": list(session.breaks.all()),
        "form": form,
        "rest": rest,
        "is_closed": session.attendance_closed_at is not None,
    }
    return render(request, "courses/attendance/breaks.html", context)


def _class(request: PersonRequest, pk: int) -> LiveSession:
    session = get_object_or_404(LiveSession.objects.in_detail(), pk=pk)
    if not may_correct_attendance(request.user, session.edition):
        raise PermissionDenied
    return session
