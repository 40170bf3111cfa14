"""How a person stands in the quizzes of a course, in as few questions to the database as it takes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.services.quizzes import start_attempt, submit_attempt
from courses.services.quizzes.placed import attempts_at, best_of, placed_in
from courses.services.quizzes.standing import Standing, standings, standings_at
from tests import cast
from tests.courses import quizzing
from tests.courses.quizzing import right, wrong

pytestmark = pytest.mark.django_db


def test_two_queries_tell_it_however_many_quizzes():
    quiz, other = quizzing.a_quiz(attempts=2), quizzing.a_quiz()
    place, lesson = quizzing.a_learner(quiz)
    quizzing.hung(other, lesson)
    submit_attempt(attempt=start_attempt(enrolment=place, quiz=quiz, lesson=lesson), answers={})
    still = start_attempt(enrolment=place, quiz=other, lesson=lesson)
    course = place.edition.course
    with CaptureQueriesContext(connection) as seen:
        found = standings(course, place.person, [quiz.pk, other.pk])
    assert len(seen) == 2
    assert found == standings_at(place, [quiz.pk, other.pk])
    one, two = found[quiz.pk], found[other.pk]
    assert (one.is_passed, one.waits, one.left(quiz), one.may_begin(quiz), one.open) == (
        False, False, 1, True, None,
    )  # fmt: skip
    assert (two.open.pk, two.left(other), two.best) == (still.pk, None, None)


def test_who_has_no_place_only_reads_what_it_is():
    quiz = quizzing.a_quiz()
    assert standings_at(None, [quiz.pk]) == {quiz.pk: Standing(None)}
    assert Standing(None).may_begin(quiz) is False


def test_the_quizzes_of_a_course_come_in_order_each_once_and_only_from_live_lessons():
    first, second, draft = (quizzing.a_quiz() for _ in range(3))
    course = cast.a_course(lessons=3)
    lessons = cast.lessons_of(course)
    quizzing.hung(first, lessons[0])
    quizzing.hung(second, quizzing.hung(first, lessons[1]))
    quizzing.hung(draft, lessons[2]).unpublish()
    with CaptureQueriesContext(connection) as seen:
        placed = placed_in(course)
    assert (len(seen), [(pk, lesson.pk) for pk, lesson in placed.items()]) == (
        1,
        [(first.pk, lessons[0].pk), (second.pk, lessons[1].pk)],
    )


def test_the_best_is_one_that_passed_then_the_most_points_then_the_first():
    quiz = quizzing.a_quiz("single", "short")
    place, lesson = quizzing.a_learner(quiz)
    for answers in (wrong, right, right, wrong):
        attempt = start_attempt(enrolment=place, quiz=quiz, lesson=lesson)
        submit_attempt(attempt=attempt, answers=answers(attempt))
    start_attempt(enrolment=place, quiz=quiz, lesson=lesson)
    made = attempts_at(place, [quiz.pk])[quiz.pk]
    assert [each.number for each in made] == [1, 2, 3, 4, 5]
    assert (best_of(made).number, best_of([])) == (2, None)
