"""Whoever gives an edition reads who passed and what is hardest, and marks the long answers."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses import hub, quiz_words
from courses.models import Edition, Quiz
from courses.services.quizzes import start_attempt, submit_attempt
from courses.services.quizzes.results import (
    count_waiting,
    difficulties,
    quiz_reports,
    waiting_to_be_read,
)
from people.models import User
from tests import cast
from tests.courses import quizzing
from tests.courses.quizzing import again, right, wrong

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(db: None) -> Quiz:
    return quizzing.a_quiz("single", "short", "essay", shuffle=False)


@pytest.fixture
def edition(quiz: Quiz, trainer: User) -> Edition:
    course = cast.a_course(lessons=1)
    quizzing.hung(quiz, cast.lessons_of(course)[0])
    made = cast.an_edition(course)
    made.trainers.add(trainer)
    return made


def took(edition: Edition, quiz: Quiz, answers: Any) -> Any:
    place = cast.a_place(edition, cast.a_secretary(villages=1))
    attempt = start_attempt(enrolment=place, quiz=quiz, lesson=None)
    return submit_attempt(attempt=attempt, answers=answers(attempt)) if answers else attempt


def results(client: Client, who: User, edition: Edition) -> str:
    url = reverse("courses:quizzes", args=[edition.code])
    return cast.signed_in(client, who).get(url).content.decode()


def test_the_results_say_who_passed_and_what_is_hardest(client, trainer, edition, quiz):
    took(edition, quiz, right)
    took(edition, quiz, wrong)
    took(edition, quiz, None)
    cast.a_place(edition, cast.a_secretary(villages=1))
    page = results(client, trainer, edition)
    said = ["1 de 4 personas lo tienen aprobado. 3 lo han empezado.", "2 de 3", "0 de 3", "50 %"]
    assert [text for text in said if text not in page] == []
    assert "1 respuesta espera tu nota." in page
    [report] = quiz_reports(edition)
    assert (report.passed, report.taken, report.pending) == (1, 3, 1)
    assert [(each.title, each.times, each.percent) for each in report.difficulties] == [
        ("Pregunta essay", 1, 0),
        ("Pregunta short", 2, 50),
        ("Pregunta single", 2, 50),
    ]


def test_the_results_cost_the_same_for_two_as_for_twenty(client, trainer, edition, quiz):
    def cost() -> int:
        results(client, trainer, edition)
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("courses:quizzes", args=[edition.code]))
        return len(seen)

    for _ in range(2):
        took(edition, quiz, right)
    few = cost()
    for _ in range(18):
        took(edition, quiz, wrong)
    assert cost() == few


def test_a_question_nobody_answered_has_no_difficulty(edition, quiz):
    assert difficulties([took(edition, quiz, None)]) == []


def test_the_long_answer_is_marked_in_its_page(client, trainer, edition, quiz):
    attempt = took(edition, quiz, right)
    cast.signed_in(client, trainer)
    queue = reverse("courses:quiz_queue", args=[edition.code])
    url = reverse("courses:quiz_mark", args=[attempt.pk])
    assert f'href="{url}"' in client.get(queue).content.decode()
    assert "Lo anoto el mismo día." in client.get(url).content.decode()
    answer = client.post(url, {"key": "p3", "p3-points": "0,5", "p3-comment": "Casi."})
    assert answer.url == queue
    done = again(attempt)
    assert (str(done.score), done.pending, done.marks["p3"]["comment"]) == ("2.50", 0, "Casi.")
    assert "No queda nada por corregir" in client.get(queue).content.decode()
    cast.signed_in(client, done.enrolment.person)
    page = client.get(reverse("courses:quiz_result", args=[done.pk])).content.decode()
    assert ("2,5 de 3" in page, "Casi." in page) == (True, True)


@pytest.mark.parametrize("points", ["", "-1", "1,5", "mucho", "NaN", "1e400"])
def test_a_mark_that_does_not_fit_is_told(client, trainer, edition, quiz, points):
    attempt = took(edition, quiz, right)
    url = reverse("courses:quiz_mark", args=[attempt.pk])
    answer = cast.signed_in(client, trainer).post(url, {"key": "p3", "p3-points": points})
    assert (answer.status_code, "Hay algo que corregir" in answer.content.decode()) == (422, True)
    assert again(attempt).pending == 1


@pytest.mark.parametrize("key", ["", "p1", "p99"])
def test_only_long_answers_are_marked(client, trainer, edition, quiz, key):
    attempt = took(edition, quiz, right)
    url = reverse("courses:quiz_mark", args=[attempt.pk])
    answer = cast.signed_in(client, trainer).post(url, {"key": key, f"{key}-points": "1"})
    assert answer.status_code == 409
    assert again(attempt).marks == attempt.marks


def test_what_is_still_being_written_is_not_read(client, trainer, edition, quiz):
    attempt = took(edition, quiz, None)
    url = reverse("courses:quiz_mark", args=[attempt.pk])
    assert cast.signed_in(client, trainer).get(url).status_code == 404


def test_a_learner_reads_how_she_stands_and_nobody_else(client, edition, quiz):
    done = took(edition, quiz, right)
    other = took(edition, quiz, wrong)
    page = results(client, done.enrolment.person, edition)
    assert ("Tu mejor nota: 2 de 3" in page, "Persona por persona" in page) == (True, False)
    assert other.enrolment.person.get_full_name() in results(client, cast.a_head(), edition)
    url = reverse("courses:quizzes", args=[edition.code])
    assert cast.signed_in(client, cast.a_secretary()).get(url).status_code == 403


def test_the_classroom_says_how_many_wait(edition, quiz, trainer):
    done = took(edition, quiz, right)
    learner = hub.quizzes(hub.Visit(done.enrolment.person, edition, done.enrolment, False))
    staff = hub.quizzes(hub.Visit(trainer, edition, None, True))
    assert (learner.detail, learner.badge, staff.badge, staff.for_staff) == (
        "Aprobado",
        "",
        "1 por corregir",
        True,
    )
    assert (count_waiting(edition), [each.pk for each in waiting_to_be_read(edition)]) == (1, [done.pk])


def test_a_course_without_quizzes_has_no_card(trainer):
    assert hub.quizzes(hub.Visit(trainer, cast.an_edition(cast.a_course(lessons=1)), None, True)) is None


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (quiz_words.points(None), "–"),
        (quiz_words.attempts_left(None), "Puedes hacer los intentos que quieras"),
        (quiz_words.attempts_left(1), "Te queda 1 intento"),
        (quiz_words.attempts_allowed(0), "Sin límite"),
        (quiz_words.questions(1), "1 pregunta"),
        (quiz_words.needed(1, 60), "0,6 de 1 punto"),
        (quiz_words.points_worth(2), "2 puntos"),
        (quiz_words.passed(0, 1), "Sin aprobar todavía"),
        (quiz_words.passed(1, 2), "1 de 2 aprobados"),
    ],
)
def test_figures_are_said_as_people_say_them(said: str, sentence: str):
    assert said == sentence
