"""What came of an attempt, with as much of the right answers as the quiz tells."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from core.tenancy import unscoped
from courses import quiz_words
from courses.models import QuizAttempt
from courses.rules.quizzes import shows_feedback
from courses.services.quizzes.standing import Standing, standings_at
from courses.views.quizzes.paper import review_of
from courses.views.requests import PersonRequest


def own_attempt(request: PersonRequest, pk: int) -> QuizAttempt:
    """Return an attempt of whoever asks; anybody else's does not exist."""
    with unscoped("la persona abre su propio intento"):
        mine = QuizAttempt.objects.for_lists().select_related("lesson").filter(enrolment__person=request.user)
        return get_object_or_404(mine, pk=pk)


def crumbs_of(own: QuizAttempt, request: HttpRequest) -> list[tuple[str, str]]:
    """Return the way back: the course, and the first page of the quiz."""
    course = own.enrolment.edition.course
    crumbs = [(course.title, course.get_url(request))]
    if own.lesson_id:
        url = reverse("courses:quiz", args=[own.lesson_id, own.quiz_id])
        crumbs.append((own.frozen["title"], url))
    return crumbs


def result(request: PersonRequest, pk: int) -> HttpResponse:
    """Show what came of an attempt, with as much of the right answers as the quiz tells."""
    own = own_attempt(request, pk)
    if own.submitted_at is None:
        return redirect("courses:quiz_attempt", own.pk)
    standing = standings_at(own.enrolment, [own.quiz_id])[own.quiz_id]
    left = standing.left(own.quiz)
    tells = shows_feedback(
        when=own.frozen["feedback_when"],
        passed=standing.is_passed,
        attempts_left=left,
        has_open=standing.open is not None,
    )
    context = {
        "page_title": f"Resultado: {own.frozen['title']}",
        "breadcrumbs": crumbs_of(own, request),
        "attempt": own,
        "score": quiz_words.score(own.score, own.max_score),
        "needed": quiz_words.needed(own.max_score, own.frozen["pass_percent"]),
        "review": review_of(own, tells=tells),
        "tells": tells,
        "later": own.frozen["feedback_when"] == "at_the_end",
        "left_said": quiz_words.attempts_left(left),
        "again_url": _again(own, standing),
        "lesson_url": own.lesson and own.lesson.get_url(request),
    }
    return render(request, "courses/quizzes/result.html", context)


def _again(own: QuizAttempt, standing: Standing) -> str:
    if own.lesson_id is None or standing.is_passed or not standing.may_begin(own.quiz):
        return ""
    return reverse("courses:quiz", args=[own.lesson_id, own.quiz_id])
