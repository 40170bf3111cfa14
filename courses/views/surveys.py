"""The survey of an edition: answered by who did it, read by who runs it."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from courses.enums.surveys import FEWEST, SurveyMoment
from courses.forms.surveys import SurveyForm
from courses.models import Edition, Enrolment
from courses.rules import may_see_roll
from courses.services.places.belonging import place_in_edition
from courses.services.surveys import (
    AlreadyAnswered,
    QuestionsChanged,
    answer_survey,
    questions_of,
    results_csv,
    standing_of,
    survey_results,
)
from courses.views.requests import PersonRequest

Crumbs = list[tuple[str, str]]


def survey(request: PersonRequest, code: str) -> HttpResponse:
    """Ask; on POST keep the answer. Only whoever has a place in it, and only for herself."""
    edition, place = _own(request, code)
    standing = standing_of(edition, place)
    if standing is None:
        raise Http404("Esta edición no tiene encuesta")
    if standing.moment == SurveyMoment.ANSWERED and request.method == "POST":
        return _said_before(request, code)
    if standing.moment == SurveyMoment.ANSWERED:
        return redirect("courses:survey_thanks", code)
    if standing.moment != SurveyMoment.OPEN:
        return _shut(request, edition, standing.moment, opens=standing.opens)
    form = SurveyForm(request.POST or None, questions=questions_of(edition))
    if request.method == "POST" and form.is_valid():
        kept = _keep(request, form, place)
        if kept is not None:
            return kept
    context = {
        "page_title": "Cuéntanos qué tal",
        "breadcrumbs": _crumbs(edition),
        "edition": edition,
        "form": form,
        # The last moment is said as the day that ends with it.
        "closes": standing.closes - timedelta(minutes=1),
    }
    return render(request, "courses/surveys/answer.html", context)


def thanks(request: PersonRequest, code: str) -> HttpResponse:
    """Thank whoever has answered."""
    edition, place = _own(request, code)
    standing = standing_of(edition, place)
    if standing is None or standing.moment != SurveyMoment.ANSWERED:
        return redirect("courses:survey", code)
    context = {"page_title": "Gracias", "breadcrumbs": _crumbs(edition), "edition": edition}
    return render(request, "courses/surveys/thanks.html", context)


def results(request: PersonRequest, code: str) -> HttpResponse:
    """Show what was answered, once it may be read."""
    edition = _run(request, code)
    found = survey_results(edition)
    context = {
        "page_title": "Qué tal ha ido",
        "breadcrumbs": _crumbs(edition),
        "edition": edition,
        "results": found,
        "fewest": FEWEST,
        "part_rows": [
            ("Han contestado", found.answered),
            ("No han contestado", max(0, found.invited - found.answered)),
        ],
        "part_head": ("Personas con plaza", "Cuántas"),
        "file_url": reverse("courses:survey_file", args=[code]),
        "count_head": ("Respuesta", "Personas"),
    }
    return render(request, "courses/surveys/results.html", context)


def results_file(request: PersonRequest, code: str) -> HttpResponse:
    """Give the same as a file for a spreadsheet."""
    text = results_csv(survey_results(_run(request, code)))
    headers = {
        "Content-Disposition": f'attachment; filename="encuesta-{code}.csv"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


def _keep(request: PersonRequest, form: SurveyForm, place: Enrolment) -> HttpResponse | None:
    """Keep the answer and lead on; None when the questions changed, with the form saying so."""
    version = form.cleaned_data["version"]
    try:
        answer_survey(enrolment=place, answers=form.answers(), version=version, actor=request.user)
    except AlreadyAnswered:
        return _said_before(request, place.edition.code)
    except QuestionsChanged as changed:
        form.data = request.POST.copy()
        form.data["version"] = form.initial["version"]
        form.add_error(None, changed.reason)
        return None
    return redirect("courses:survey_thanks", place.edition.code)


def _said_before(request: PersonRequest, code: str) -> HttpResponse:
    messages.info(request, "Ya habías contestado. Vale tu primera respuesta: no guardamos esta otra.")
    return redirect("courses:survey_thanks", code)


def _shut(request: PersonRequest, edition: Edition, moment: SurveyMoment, *, opens: object) -> HttpResponse:
    context = {
        "page_title": "Cuéntanos qué tal",
        "breadcrumbs": _crumbs(edition),
        "edition": edition,
        "is_early": moment == SurveyMoment.EARLY,
        "opens": opens,
    }
    return render(request, "courses/surveys/shut.html", context)


def _own(request: PersonRequest, code: str) -> tuple[Edition, Enrolment]:
    """Return the edition with the place of whoever asks: nobody answers for somebody else."""
    edition = get_object_or_404(Edition.objects.select_related("course", "survey"), code=code)
    place = place_in_edition(request.user, edition)
    if place is None:
        raise PermissionDenied
    return edition, place


def _run(request: PersonRequest, code: str) -> Edition:
    edition = get_object_or_404(Edition.objects.select_related("course"), code=code)
    if not may_see_roll(request.user, edition):
        raise PermissionDenied
    return edition


def _crumbs(edition: Edition) -> Crumbs:
    return [
        ("Mi formación", reverse("courses:mine")),
        (edition.course.title, reverse("courses:aula", args=[edition.code])),
    ]
