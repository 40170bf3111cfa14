"""How a lesson shows the quizzes placed in it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from core import clock
from courses import quiz_words, words
from courses.models import CoursePage, LessonPage
from courses.services.quizzes.placed import quizzes_in
from courses.services.quizzes.standing import Standing, standings


def quiz_cards(lesson: LessonPage, course: CoursePage, request: HttpRequest) -> dict[int, dict[str, Any]]:
    """Return what the blocks of a lesson say of its quizzes to whoever reads: two queries at most."""
    placed = quizzes_in(lesson)
    if not request.user.is_authenticated:
        return {pk: {"standing": Standing(None)} for pk in placed}
    found = standings(course, request.user, placed)  # type: ignore[arg-type]  # signed in: a person
    return {pk: _card(found[pk], lesson, pk) for pk in placed}


def _card(standing: Standing, lesson: LessonPage, pk: int) -> dict[str, Any]:
    best, still_open = standing.best, standing.open
    return {
        "standing": standing,
        # A lesson never saved has no address, and its quiz none either.
        "url": reverse("courses:quiz", args=[lesson.pk, pk]) if lesson.pk else "",
        "score": best and quiz_words.score(best.score, best.max_score),
        "until": still_open and still_open.deadline_at and words.moment(still_open.deadline_at, clock.now()),
        "left_said": best and quiz_words.attempts_left(standing.left(best.quiz)),
        "no_more": best and standing.left(best.quiz) == 0,
    }
