"""The quizzes of an edition: a learner's own, the results for who gives it, the long answers to read."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from core.tenancy import unscoped
from courses import quiz_words
from courses.models import Edition, Quiz, QuizAttempt
from courses.rules import may_see_roll
from courses.rules.quizzes import may_mark, may_mark_attempt
from courses.services.places.belonging import place_in_edition
from courses.services.quizzes import QuizRefused, mark_essay
from courses.services.quizzes.essays import LONGEST_COMMENT
from courses.services.quizzes.placed import placed_in
from courses.services.quizzes.results import Row, quiz_reports, waiting_to_be_read
from courses.services.quizzes.standing import standings_at
from courses.views.quizzes.paper import review_of
from courses.views.requests import PersonRequest


class MarkForm(forms.Form):
    """What a long answer is worth, and why."""

    points = forms.DecimalField(label="Puntos", min_value=0, max_digits=6, decimal_places=2, localize=True)
    comment = forms.CharField(
        label="Comentario",
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Lo lee quien hizo el cuestionario.",
    )

    def __init__(self, *args: Any, out_of: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        points = self.fields["points"]
        points.max_value = Decimal(out_of)  # type: ignore[attr-defined]
        points.label = f"Puntos, de 0 a {out_of}"
        points.widget.attrs["inputmode"] = "decimal"
        self.out_of = out_of

    def clean_points(self) -> Decimal:
        """Refuse more than the question is worth."""
        points: Decimal = self.cleaned_data["points"]
        if points > self.out_of:
            raise forms.ValidationError(f"La nota va de 0 a {self.out_of}.")
        return points


def quizzes(request: PersonRequest, code: str) -> HttpResponse:
    """Show the quizzes of an edition: the results to whoever runs it, her own to a learner."""
    edition = get_object_or_404(Edition.objects.select_related("course"), code=code)
    if may_see_roll(request.user, edition):
        return _results(request, edition)
    place = place_in_edition(request.user, edition)
    if place is None:
        raise PermissionDenied
    placed = placed_in(edition.course)
    known, found = standings_at(place, list(placed)), Quiz.objects.in_bulk(list(placed))
    items = [
        {"quiz": found[pk], "standing": known[pk], "url": reverse("courses:quiz", args=[lesson.pk, pk])}
        for pk, lesson in placed.items()
        if pk in found
    ]
    context = {**_about(edition, "Cuestionarios del curso"), "items": [_own(item) for item in items]}
    return render(request, "courses/quizzes/mine.html", context)


def _own(item: dict[str, Any]) -> dict[str, Any]:
    best = item["standing"].best
    left = quiz_words.attempts_left(item["standing"].left(item["quiz"]))
    return {**item, "score": best and quiz_words.score(best.score, best.max_score), "left": left}


def _about(edition: Edition, title: str) -> dict[str, Any]:
    room = (edition.course.title, reverse("courses:aula", args=[edition.code]))
    crumbs = [("Mi formación", reverse("courses:mine")), room]
    return {"page_title": title, "breadcrumbs": crumbs, "edition": edition}


def _results(request: PersonRequest, edition: Edition) -> HttpResponse:
    reports = quiz_reports(edition)
    context = {
        **_about(edition, "Resultados de los cuestionarios"),
        "reports": [{"report": each, "rows": [_shown(row) for row in each.rows]} for each in reports],
        "pending": sum(report.pending for report in reports),
        "marks": may_mark(request.user, edition),
    }
    return render(request, "courses/quizzes/results.html", context)


def _shown(row: Row) -> dict[str, Any]:
    return {"row": row, "score": quiz_words.score(row.best.score, row.best.max_score) if row.best else ""}


def queue(request: PersonRequest, code: str) -> HttpResponse:
    """List the attempts with long answers nobody has read, the oldest first."""
    edition = get_object_or_404(Edition.objects.select_related("course"), code=code)
    if not may_mark(request.user, edition):
        raise PermissionDenied
    context = {**_about(edition, "Respuestas por corregir"), "waiting": waiting_to_be_read(edition)}
    context["breadcrumbs"].append(("Resultados", reverse("courses:quizzes", args=[code])))
    return render(request, "courses/quizzes/queue.html", context)


def mark(request: PersonRequest, pk: int) -> HttpResponse:
    """Read an attempt whole, and say what its long answers are worth."""
    with unscoped("quien da la edición corrige a todos sus ayuntamientos"):
        found = get_object_or_404(QuizAttempt.objects.sent().for_lists(), pk=pk)
    if not may_mark_attempt(request.user, found):
        raise PermissionDenied
    wrong: dict[str, MarkForm] = {}
    if request.method == "POST":
        key, form = _typed(request, found)
        if form.is_valid():
            return _marked(request, found, key, form)
        wrong[key] = form
    return _reading(request, found, wrong)


def _essays(found: QuizAttempt) -> dict[str, Any]:
    return {asked["key"]: asked for asked in found.frozen["questions"] if asked["kind"] == "essay"}


def _typed(request: PersonRequest, found: QuizAttempt) -> tuple[str, MarkForm]:
    key, essays = request.POST.get("key", ""), _essays(found)
    if key not in essays:
        raise QuizRefused("Solo se corrigen a mano las respuestas largas.")
    return key, MarkForm(request.POST, prefix=key, out_of=essays[key]["points"])


def _marked(request: PersonRequest, found: QuizAttempt, key: str, form: MarkForm) -> HttpResponse:
    typed = form.cleaned_data
    done = mark_essay(
        attempt=found,
        key=key,
        points=Fraction(typed["points"]),
        comment=typed["comment"],
        actor=request.user,
    )
    messages.success(request, f"Nota guardada: {quiz_words.score(done.score, done.max_score)}.")
    if done.pending:
        return redirect("courses:quiz_mark", done.pk)
    return redirect("courses:quiz_queue", found.enrolment.edition.code)


def _reading(request: PersonRequest, found: QuizAttempt, wrong: dict[str, MarkForm]) -> HttpResponse:
    edition, essays = found.enrolment.edition, _essays(found)
    review = review_of(found, tells=True)
    for shown in review:
        if shown["key"] in essays:
            shown["form"] = wrong.get(shown["key"]) or _blank(shown)
    # What has to be read comes first.
    review.sort(key=lambda shown: "form" not in shown)
    context = {
        **_about(edition, f"Intento de {found.enrolment.person.get_full_name()}"),
        "attempt": found,
        "score": quiz_words.score(found.score, found.max_score),
        "review": review,
        "form": next(iter(wrong.values()), None),
    }
    context["breadcrumbs"].append(("Resultados", reverse("courses:quizzes", args=[edition.code])))
    return render(request, "courses/quizzes/mark.html", context, status=422 if wrong else 200)


def _blank(shown: dict[str, Any]) -> MarkForm:
    initial = {"points": shown["got"] or None, "comment": shown["comment"]}
    return MarkForm(prefix=shown["key"], out_of=shown["points"], initial=initial)
