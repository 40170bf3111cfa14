"""Work to hand in, for the people of an edition: what is asked, what each one sent, the mark."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from core import clock
from core.errors import Conflict, Refused
from core.files import FileRefused
from core.idempotency import FIELD
from courses.enums.assignments import WorkState
from courses.forms.assignments import HandInForm
from courses.models import Assignment, Edition, Enrolment, Submission
from courses.plain_text import paragraphs
from courses.rules.assignments import is_late, leads_class, why_not_hand_in
from courses.services.assignments import hand_in
from courses.services.assignments.reading import Work, queue_of, work_of, works_of
from courses.services.places.belonging import place_in_edition
from courses.views.requests import PersonRequest

KINDS = {
    WorkState.MISSING: "due",
    WorkState.TO_MARK: "soon",
    WorkState.MARKED: "done",
    WorkState.PASSED: "done",
    WorkState.NOT_PASSED: "late",
}


def assignments(request: PersonRequest, code: str) -> HttpResponse:
    """Show the assignments of an edition: to whoever leads it, with what waits; to a learner, with hers."""
    edition = get_object_or_404(Edition.objects.select_related("course"), code=code)
    place = place_in_edition(request.user, edition)
    leads = leads_class(request.user, edition)
    if place is None and not leads:
        raise PermissionDenied
    context = {
        "page_title": "Tareas",
        "breadcrumbs": way_back(edition),
        "edition": edition,
        "place": place,
        "works": [shown(work) for work in works_of(place, clock.now())] if place else [],
        "leads": leads,
        "asked": list(edition.assignments.all()) if leads else [],
        "waiting": len(queue_of(edition)) if leads else 0,
    }
    return render(request, "courses/assignments/list.html", context)


def assignment(request: PersonRequest, pk: int) -> HttpResponse:
    """Show what is asked and what she has sent; on POST, take a delivery."""
    found = get_object_or_404(Assignment.objects.select_related("edition__course"), pk=pk)
    place = place_in_edition(request.user, found.edition)
    leads = leads_class(request.user, found.edition)
    if place is None and (not leads or request.method == "POST"):
        raise PermissionDenied
    if not leads and clock.now() < found.opens_at:
        raise Http404
    form = HandInForm(assignment=found)
    if request.method == "POST":
        form = HandInForm(request.POST, request.FILES, assignment=found)
        status = _take(request, found, form)
        if status is None:
            return redirect("courses:assignment", pk)
        return render(request, PAGE, _context(found, place, form, leads=leads), status=status)
    return render(request, PAGE, _context(found, place, form, leads=leads))


PAGE = "courses/assignments/assignment.html"


def way_back(edition: Edition, *, listed: bool = False) -> list[tuple[str, str]]:
    """Return the steps to the classroom, and to its assignments."""
    back = [
        ("Mi formación", reverse("courses:mine")),
        (edition.course.title, reverse("courses:aula", args=[edition.code])),
    ]
    return [*back, ("Tareas", reverse("courses:assignments", args=[edition.code]))] if listed else back


def shown(work: Work) -> dict[str, Any]:
    """Return one line of a list of work."""
    return {"work": work, "kind": KINDS[work.state], "said": work.state.label}


def told(submission: Submission) -> dict[str, Any]:
    """Return one delivery as a page tells it."""
    return {
        "row": submission,
        "text": paragraphs(submission.text),
        "files": list(submission.files.all()),
    }


def refused(form: Any, refusal: Refused, field: str | None = None) -> int:
    """Write a refusal in the form it came from and return the status of the answer: 409 or 400."""
    form.add_error(field if field in form.fields else None, refusal.reason)
    return 409 if isinstance(refusal, Conflict) else 400


def _take(request: PersonRequest, found: Assignment, form: HandInForm) -> int | None:
    """Return nothing when it was taken, or the status with which it was not."""
    if not form.is_valid():
        return 400
    typed = form.cleaned_data
    try:
        given = hand_in(
            assignment=found,
            person=request.user,
            text=typed["text"],
            uploads=typed.get("files", []),
            key=request.POST.get(FIELD, ""),
        )
    except Refused as refusal:
        return refused(form, refusal, "files" if isinstance(refusal, FileRefused) else None)
    late = " Ha llegado fuera de plazo." if given.is_late else ""
    messages.success(request, f"Hemos recibido tu entrega (versión {given.version}).{late}")
    return None


def _context(found: Assignment, place: Enrolment | None, form: HandInForm, *, leads: bool) -> dict[str, Any]:
    at = clock.now()
    work = work_of(found, place) if place else None
    refusal = why_not_hand_in(found, at)
    return {
        "page_title": found.title,
        "breadcrumbs": way_back(found.edition, listed=True),
        "assignment": found,
        "edition": found.edition,
        "place": place,
        "leads": leads,
        "instructions": paragraphs(found.instructions),
        "work": work,
        "state": shown(work) if work else None,
        "comment": paragraphs(work.marking.comment) if work and work.marking else "",
        "deliveries": [told(each) for each in work.deliveries] if work else [],
        "is_late": is_late(found, at),
        "refusal": refusal.label if refusal else "",
        "form": form,
    }
