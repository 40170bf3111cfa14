"""The side of whoever leads a class: setting work, who has handed in, marking one after another."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from core import clock
from core.errors import Refused
from core.idempotency import FIELD
from core.tenancy import unscoped
from courses.enums.assignments import WorkState
from courses.forms.assignments import AssignmentForm, MarkForm
from courses.models import Assignment, Edition, Submission
from courses.plain_text import paragraphs
from courses.rules.assignments import is_late, leads_class
from courses.services.assignments import (
    close_assignment,
    mark_submission,
    publish_assignment,
    revise_assignment,
)
from courses.services.assignments.marking import Mark
from courses.services.assignments.reading import queue_of, versions_before, works_in
from courses.views.assignments.work import refused, shown, told, way_back
from courses.views.requests import PersonRequest

FORM = "courses/assignments/form.html"


def new(request: PersonRequest, code: str) -> HttpResponse:
    """Ask a class for a piece of work."""
    edition = get_object_or_404(Edition.objects.select_related("course"), code=code)
    _only_who_leads(request, edition)
    form = AssignmentForm(
        request.POST if request.method == "POST" else None, initial={"opens_at": clock.now()}
    )
    if request.method == "POST" and form.is_valid():
        key = request.POST.get(FIELD, "")
        try:
            made = publish_assignment(edition=edition, terms=form.terms(), actor=request.user, key=key)
        except Refused as refusal:
            return _form(request, edition, form, status=refused(form, refusal))
        messages.success(request, f"La tarea «{made.title}» ya está puesta.")
        return redirect("courses:deliveries", made.pk)
    return _form(request, edition, form, status=400 if form.errors else 200)


def change(request: PersonRequest, pk: int) -> HttpResponse:
    """Change what is asked."""
    found = _led(request, pk)
    form = AssignmentForm(
        request.POST if request.method == "POST" else None, initial=AssignmentForm.typed_of(found)
    )
    if request.method == "POST" and form.is_valid():
        try:
            revise_assignment(assignment=found, terms=form.terms(), actor=request.user)
        except Refused as refusal:
            return _form(request, found.edition, form, found, status=refused(form, refusal))
        messages.success(request, "Hemos guardado los cambios de la tarea.")
        return redirect("courses:deliveries", pk)
    return _form(request, found.edition, form, found, status=400 if form.errors else 200)


def close(request: PersonRequest, pk: int) -> HttpResponse:
    """Take no more work."""
    found = _led(request, pk)
    close_assignment(assignment=found, actor=request.user)
    messages.success(request, f"La tarea «{found.title}» está cerrada: no admite más entregas.")
    return redirect("courses:deliveries", pk)


def deliveries(request: PersonRequest, pk: int) -> HttpResponse:
    """Show who has handed in and how each one is."""
    found = _led(request, pk)
    works = works_in(found)
    context = {
        "page_title": found.title,
        "breadcrumbs": way_back(found.edition, listed=True),
        "assignment": found,
        "edition": found.edition,
        "rows": [shown(work) for work in works if work.latest],
        "missing": [work.place for work in works if not work.latest],
        "total": len(works),
        "is_late": is_late(found, clock.now()),
        "waiting": sum(work.state == WorkState.TO_MARK for work in works),
        "is_open": found.closed_at is None,
    }
    return render(request, "courses/assignments/deliveries.html", context)


def to_mark(request: PersonRequest, code: str) -> HttpResponse:
    """Show what waits to be marked, the first received first."""
    edition = get_object_or_404(Edition.objects.select_related("course"), code=code)
    _only_who_leads(request, edition)
    context = {
        "page_title": "Por corregir",
        "breadcrumbs": way_back(edition, listed=True),
        "edition": edition,
        "queue": queue_of(edition),
    }
    return render(request, "courses/assignments/to_mark.html", context)


def mark(request: PersonRequest, pk: int) -> HttpResponse:
    """Read a delivery and mark it; then go on to the next one."""
    with unscoped("quien da la edición corrige entregas de todos los ayuntamientos"):
        found = get_object_or_404(Submission.objects.in_detail(), pk=pk)
    edition = found.assignment.edition
    _only_who_leads(request, edition)
    given = list(found.markings.all())
    last = given[-1] if given else None
    form = MarkForm(
        request.POST if request.method == "POST" else None,
        corrects=bool(given),
        maximum=found.assignment.max_points,
        initial={"comment": last.comment} if last else {},
    )
    status = 200
    if request.method == "POST":
        status = _mark(request, found, form)
        if not status:
            return _next(request, edition, found)
    return render(request, "courses/assignments/mark.html", _marking(found, form, given), status=status)


def _mark(request: PersonRequest, found: Submission, form: MarkForm) -> int:
    if not form.is_valid():
        return 400
    try:
        said = Mark(**form.cleaned_data)
        mark_submission(submission=found, mark=said, actor=request.user, key=request.POST.get(FIELD, ""))
    except Refused as refusal:
        return refused(form, refusal, "points")
    return 0


def _next(request: PersonRequest, edition: Edition, found: Submission) -> HttpResponse:
    waiting = queue_of(edition)
    name = found.enrolment.person.get_full_name()
    messages.success(request, f"Guardada la nota de {name}. {_left(len(waiting))}")
    if waiting:
        return redirect("courses:mark", waiting[0].pk)
    return redirect("courses:to_mark", edition.code)


def _left(count: int) -> str:
    return {0: "No queda ninguna.", 1: "Queda una."}.get(count, f"Quedan {count}.")


def _marking(found: Submission, form: MarkForm, given: list[Any]) -> dict[str, Any]:
    person = found.enrolment.person
    return {
        "page_title": f"Corregir: {found.assignment.title}",
        "breadcrumbs": [
            *way_back(found.assignment.edition, listed=True),
            ("Por corregir", reverse("courses:to_mark", args=[found.assignment.edition.code])),
        ],
        "submission": found,
        "assignment": found.assignment,
        "person": person,
        "told": told(found),
        "instructions": paragraphs(found.assignment.instructions),
        "given": [(marking, paragraphs(marking.comment)) for marking in reversed(given)],
        "earlier": [told(each) for each in versions_before(found)],
        "form": form,
    }


def _form(
    request: PersonRequest,
    edition: Edition,
    form: AssignmentForm,
    found: Assignment | None = None,
    *,
    status: int,
) -> HttpResponse:
    context = {
        "page_title": "Cambiar la tarea" if found else "Poner una tarea",
        "breadcrumbs": way_back(edition, listed=True),
        "edition": edition,
        "assignment": found,
        "form": form,
        "back": reverse("courses:deliveries", args=[found.pk])
        if found
        else reverse("courses:assignments", args=[edition.code]),
    }
    return render(request, FORM, context, status=status)


def _led(request: PersonRequest, pk: int) -> Assignment:
    found = get_object_or_404(Assignment.objects.select_related("edition__course"), pk=pk)
    _only_who_leads(request, found.edition)
    return found


def _only_who_leads(request: PersonRequest, edition: Edition) -> None:
    if not leads_class(request.user, edition):
        raise PermissionDenied
