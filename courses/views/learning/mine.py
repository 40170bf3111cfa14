"""«Mi formación»: what one has, what comes next, what is done; and the answer to an application."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from core.tenancy import unscoped
from courses import words
from courses.enums import ENROLLED, EnrolmentState
from courses.models import Enrolment
from courses.rules import may_answer_applications
from courses.services import answer_application
from courses.services.editions.offered import Offered
from courses.services.learning.training import Taken, training_of
from courses.views.requests import PersonRequest, typed

KINDS = {
    EnrolmentState.CONFIRMED: "done",
    EnrolmentState.WAITING: "soon",
    EnrolmentState.APPLIED: "soon",
    EnrolmentState.SUPERVISOR_OK: "soon",
    EnrolmentState.OFFERED: "late",
}


def mine(request: PersonRequest) -> HttpResponse:
    """Show every place of this person, town hall by town hall, and the editions she gives."""
    training = training_of(request.user)
    context = {
        "page_title": "Mi formación",
        "current": [_shown(taken, request) for taken in training.current],
        "past": [_shown(taken, request) for taken in training.past],
        "given": [_given(offer, request) for offer in training.given],
        "classes": training.classes,
        "catalogue_url": reverse("courses:programme"),
    }
    return render(request, "courses/mine.html", context)


def answer(request: PersonRequest, pk: int) -> HttpResponse:
    """Approve or reject an application."""
    if not may_answer_applications(request.user):
        raise PermissionDenied
    with unscoped("la solicitud es de cualquier ayuntamiento"):
        place = get_object_or_404(Enrolment.objects.select_related("edition"), pk=pk)
    reason = typed(request, "reason", 200)
    approved = request.POST.get("answer") == "yes"
    answer_application(enrolment=place, approved=approved, reason=reason, actor=request.user)
    return redirect("courses:people", place.edition.code)


def _shown(taken: Taken, request: PersonRequest) -> dict[str, Any]:
    place = taken.place
    course = place.edition.course
    return {
        "place": place,
        "title": course.title,
        "url": course.get_url(request),
        "aula": reverse("courses:aula", args=[place.edition.code]) if place.state in ENROLLED else "",
        "edition": place.edition,
        "entity": place.entity,
        "status": place.get_state_display(),
        "kind": KINDS.get(EnrolmentState(place.state), ""),
        "percent": taken.percent,
        "progress_said": words.progress(taken.done, taken.lessons),
        "has_lessons": taken.lessons > 0,
        "next": taken.next_session,
    }


def _given(offer: Offered, request: PersonRequest) -> dict[str, Any]:
    return {
        "edition": offer.edition,
        "title": offer.edition.course.title,
        "url": offer.edition.course.get_url(request),
        "next": offer.next_session,
        "taken": offer.taken,
    }
