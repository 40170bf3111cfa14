"""Eight who start, or hand in, at the same moment: one attempt, never one more than the limit."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable

import pytest
from django.db import connection

from core.models import AuditEntry
from courses.models import Enrolment, Quiz, QuizAttempt
from courses.services.quizzes import QuizRefused, start_attempt, submit_attempt
from courses.services.quizzes import attempts as verbs
from tests.courses import quizzing
from tests.courses.quizzing import attempts_of, right, wrong

EIGHT = range(8)
PATIENCE = 60


def at_once(act: Callable[[int], object]) -> list[str]:
    """Run it eight times at the same moment; return what went wrong, by its class."""
    start, errors = threading.Barrier(len(EIGHT)), []

    def run(turn: int) -> None:
        try:
            start.wait(PATIENCE)
            act(turn)
        except Exception as error:
            errors.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[turn]) for turn in EIGHT]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return sorted(errors)


def learner(**fields: int) -> tuple[Quiz, Enrolment]:
    quiz = quizzing.a_quiz("single", **fields)
    place, _ = quizzing.a_learner(quiz)
    return quiz, place


def start_and_leave_blank(quiz: Quiz, place: Enrolment) -> QuizAttempt:
    return submit_attempt(attempt=start_attempt(enrolment=place, quiz=quiz, lesson=None), answers={})


@pytest.mark.django_db(transaction=True)
def test_starting_eight_times_at_once_gives_one_attempt():
    quiz, place = learner()
    errors = at_once(lambda turn: start_attempt(enrolment=place, quiz=quiz, lesson=None))
    assert ([each.number for each in attempts_of(place)], errors) == ([1], [])
    assert AuditEntry.objects.filter(action="courses.quiz.started").count() == 1


@pytest.mark.django_db(transaction=True)
def test_three_attempts_are_three_however_they_are_asked_for():
    quiz, place = learner(attempts=3)

    def again_and_again(turn: int) -> None:
        for _ in range(3):
            start_and_leave_blank(quiz, place)

    errors = at_once(again_and_again)
    assert [each.number for each in attempts_of(place)] == [1, 2, 3]
    assert set(errors) <= {QuizRefused.__name__}


@pytest.mark.django_db(transaction=True)
def test_handing_in_eight_times_at_once_keeps_one_result():
    quiz, place = learner()
    attempt = start_attempt(enrolment=place, quiz=quiz, lesson=None)
    sheets = [right(attempt) if turn % 2 else wrong(attempt) for turn in EIGHT]
    seen: list[object] = []
    at_once(lambda turn: seen.append(submit_attempt(attempt=attempt, answers=sheets[turn]).score))
    assert (len(seen), len(set(seen))) == (8, 1)
    assert AuditEntry.objects.filter(action="courses.quiz.submitted").count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_all_count_before_anybody_writes(monkeypatch: pytest.MonkeyPatch):
    """The control: counted before the lock, every one of the eight believes to be the first."""
    quiz, place = learner(attempts=1)
    counted, believed, in_turn = threading.Barrier(len(EIGHT)), [], threading.Lock()

    def unlocked(turn: int) -> None:
        believed.append(QuizAttempt._base_manager.filter(enrolment=place, quiz=quiz).count())
        counted.wait(PATIENCE)
        with in_turn:
            start_and_leave_blank(quiz, place)

    monkeypatch.setattr(verbs, "_made", lambda enrolment, quiz: 0)
    errors = at_once(unlocked)
    # Only the last guard, the key of the database, keeps the other seven out: as a failure, not as an answer.
    assert (believed, errors) == ([0] * 8, ["IntegrityError"] * 7)


@pytest.mark.postgres
def test_the_same_holds_on_postgresql(postgres_url: str):
    """Run this file again on the other engine, in a process of its own."""
    env = {**os.environ, "DATABASE_URL": postgres_url}
    order = [sys.executable, "-m", "pytest", "-q", "-m", "not postgres", "-p", "no:cacheprovider", __file__]
    done = subprocess.run(order, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]
