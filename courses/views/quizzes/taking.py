"""A learner takes a quiz: its first page, the paper, the result. All of it works without JavaScript."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localtime

from cms.rules import may_read
from core import clock
from courses import quiz_words
from courses.enums import AttemptEnd
from courses.models import LessonPage, Quiz, QuizAttempt
from courses.rules.quizzes import has_ended, is_given_up, is_over
from courses.services.catalogue.pins import version_for
from courses.services.learning.outline import course_of
from courses.services.quizzes import read_answers, save_answers, start_attempt, submit_attempt
from courses.services.quizzes.placed import quizzes_in
from courses.services.quizzes.standing import standings
from courses.services.quizzes.typed import what_lacks
from courses.views.quizzes.paper import sheet_of
from courses.views.quizzes.results import crumbs_of, own_attempt
from courses.views.requests import PersonRequest

TEXTS = ("short", "numerical", "essay")


def quiz(request: PersonRequest, lesson_id: int, pk: int) -> HttpResponse:
    """Say what a quiz asks for, and begin an attempt or go on with the open one."""
    lesson, found = _quiz_in_lesson(request, lesson_id, pk)
    course = course_of(lesson)
    standing = standings(course, request.user, [pk])[pk]
    if request.method == "POST":
        if standing.place is None:
            raise PermissionDenied
        attempt = start_attempt(enrolment=standing.place, quiz=found, lesson=lesson)
        return redirect("courses:quiz_attempt", attempt.pk)
    context = {
        "page_title": found.title,
        "breadcrumbs": [(course.title, course.get_url(request)), (lesson.title, lesson.get_url(request))],
        "quiz": found,
        "lesson_url": lesson.get_url(request),
        "standing": standing,
        "may_begin": standing.may_begin(found),
        "left_said": quiz_words.attempts_left(standing.left(found)),
        "facts": _facts(found),
        "attempts": [_line(each, request) for each in standing.attempts],
    }
    return render(request, "courses/quizzes/start.html", context)


def _quiz_in_lesson(request: PersonRequest, lesson_id: int, pk: int) -> tuple[LessonPage, Quiz]:
    lesson = get_object_or_404(LessonPage.objects.live(), pk=lesson_id)
    if not may_read(request.user, lesson):
        raise PermissionDenied
    # The certificate asks for those of the published lesson; her edition may hold an older version of it.
    if pk not in (*quizzes_in(lesson), *quizzes_in(version_for(lesson, request.user))):
        raise Http404
    return lesson, get_object_or_404(Quiz, pk=pk)


def _facts(quiz: Quiz) -> list[tuple[str, str]]:
    asked = sum(part.how_many or 1 for part in quiz.parts.all())
    return [
        ("Preguntas", quiz_words.questions(asked)),
        ("Tiempo", f"{quiz.minutes} minutos" if quiz.minutes else "Sin límite"),
        ("Intentos", quiz_words.attempts_allowed(quiz.attempts)),
        ("Se aprueba con", f"{quiz.pass_percent} % de los puntos"),
    ]


def _line(attempt: QuizAttempt, request: HttpRequest) -> dict[str, Any]:
    sent = attempt.submitted_at is not None
    return {
        "number": attempt.number,
        "attempt": attempt,
        "score": quiz_words.score(attempt.score, attempt.max_score) if sent else "Sin entregar",
        "url": reverse("courses:quiz_result" if sent else "courses:quiz_attempt", args=[attempt.pk]),
    }


def attempt(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the paper of an attempt; keep what is written, or hand it in."""
    own = own_attempt(request, pk)
    if own.submitted_at is not None:
        return redirect("courses:quiz_result", own.pk)
    if request.method == "POST":
        return _written(request, own)
    return _paper(request, own, own.answers, {})


def _written(request: PersonRequest, own: QuizAttempt) -> HttpResponse:
    answers, wrong = read_answers(own.frozen["questions"], request.POST)
    act = request.POST.get("act", "save")
    if is_over(own, clock.now()):
        return _handed_in(request, submit_attempt(attempt=own, answers=answers))
    lacking = _lacking(own, answers) if act == "submit" else {}
    if not wrong and not lacking and act in ("submit", "anyway"):
        return _handed_in(request, submit_attempt(attempt=own, answers=answers))
    own = save_answers(attempt=own, answers=answers)
    if request.POST.get("from") == "page":
        return JsonResponse({"left": _left(own), "hour": _hour()}, status=400 if wrong else 200)
    if not wrong and not lacking:
        messages.success(request, f"Guardado a las {_hour()}. Puedes seguir cuando quieras.")
        return redirect("courses:quiz_attempt", own.pk)
    return _paper(
        request, own, {**own.answers, **_as_typed(request, own, wrong)}, {**lacking, **wrong}, unread=wrong
    )


def _hour() -> str:
    return f"{localtime(clock.now()):%H:%M}"


def _lacking(own: QuizAttempt, answers: Mapping[str, Any]) -> dict[str, str]:
    questions = (asked for asked in own.frozen["questions"] if asked["key"] in answers)
    found = ((asked["key"], what_lacks(asked, answers[asked["key"]])) for asked in questions)
    return {key: said for key, said in found if said}


def _as_typed(request: PersonRequest, own: QuizAttempt, wrong: Mapping[str, str]) -> dict[str, str]:
    """Return the texts that could not be kept, to be shown again: nobody writes twice."""
    texts = {asked["key"] for asked in own.frozen["questions"] if asked["kind"] in TEXTS}
    return {key: request.POST.get(key, "") for key in wrong if key in texts}


def _handed_in(request: PersonRequest, done: QuizAttempt) -> HttpResponse:
    if request.POST.get("from") == "page":
        return JsonResponse({"over": True}, status=409)
    in_time = done.ended == AttemptEnd.SENT
    messages.success(request, "Entregado." if in_time else "Cerrado con lo que habías guardado.")
    return redirect("courses:quiz_result", done.pk)


def _left(own: QuizAttempt) -> int | None:
    if own.deadline_at is None:
        return None
    return max(0, round((own.deadline_at - clock.now()).total_seconds()))


def _paper(
    request: PersonRequest,
    own: QuizAttempt,
    answers: Mapping[str, Any],
    wrong: Mapping[str, str],
    *,
    unread: Mapping[str, str] | None = None,
) -> HttpResponse:
    sheet = sheet_of(own, answers, wrong)
    context = {
        "page_title": own.frozen["title"],
        "breadcrumbs": crumbs_of(own, request),
        "attempt": own,
        "sheet": sheet,
        "problems": [
            {"target": each["target"], "message": f"Pregunta {each['number']}. {each['error']}"}
            for each in sheet
            if each["error"]
        ],
        "may_send_anyway": bool(wrong) and not unread,
        "left": _left(own),
        "given_up": is_given_up(own.enrolment),
        "over": is_over(own, clock.now()),
        "has_ended": has_ended(own),
    }
    status = 400 if unread else 422 if wrong else 200
    return render(request, "courses/quizzes/paper.html", context, status=status)
