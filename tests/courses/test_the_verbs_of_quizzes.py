"""Beginning, saving and handing in a quiz: one result, by the server's clock, of the questions as asked."""

from datetime import timedelta
from fractions import Fraction
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from core import clock
from core.models import AuditEntry
from core.tenancy import unscoped
from courses.enums import EditionState
from courses.models import Edition, Enrolment, Question, QuizAttempt, QuizPart
from courses.rules.quizzes import is_late
from courses.services import apply_for_place, withdraw
from courses.services.places.belonging import place_in_course
from courses.services.quizzes import (
    QuizRefused,
    best_result,
    close_overdue,
    has_passed,
    mark_essay,
    save_answers,
    start_attempt,
    submit_attempt,
)
from courses.services.quizzes import attempts as verbs
from tests import cast
from tests.courses import quizzing
from tests.courses.quizzing import again, attempts_of, right, wrong

pytestmark = pytest.mark.django_db
ALL_BUT_ESSAY = [kind for kind in quizzing.EVERY_KIND if kind != "essay"]


def begun(*kinds, **fields):
    quiz = quizzing.a_quiz(*kinds, **fields)
    place, lesson = quizzing.a_learner(quiz)
    return place, lesson, start_attempt(enrolment=place, quiz=quiz, lesson=lesson)


def test_all_right_is_everything_and_all_wrong_is_nothing():
    place, lesson, first = begun(*ALL_BUT_ESSAY)
    done = submit_attempt(attempt=first, answers=right(first))
    assert (done.score, done.max_score, done.passed, done.pending) == (7, 7, True, 0)
    second = start_attempt(enrolment=place, quiz=first.quiz, lesson=lesson)
    done = submit_attempt(attempt=second, answers=wrong(second))
    assert (done.number, done.score, done.passed) == (2, 0, False)
    assert best_result(enrolment=place, quiz=first.quiz).pk == first.pk


def test_beginning_twice_goes_on_with_the_same_attempt():
    place, lesson, first = begun()
    assert start_attempt(enrolment=place, quiz=first.quiz, lesson=lesson).pk == first.pk


def test_handing_in_twice_keeps_the_first_result():
    _, _, attempt = begun("single")
    submit_attempt(attempt=attempt, answers=right(attempt))
    twice = submit_attempt(attempt=attempt, answers=wrong(attempt))
    assert (twice.score, twice.answers) == (1, right(attempt))
    assert AuditEntry.objects.filter(action="courses.quiz.submitted").count() == 1


def test_nothing_is_saved_in_what_is_handed_in():
    _, _, attempt = begun("single")
    submit_attempt(attempt=attempt, answers=right(attempt))
    with pytest.raises(QuizRefused, match="ya está entregado"):
        save_answers(attempt=attempt, answers=wrong(attempt))
    assert again(attempt).answers == right(attempt)


def test_when_the_attempts_are_used_no_more_begin():
    place, lesson, attempt = begun(attempts=1)
    submit_attempt(attempt=attempt, answers={})
    with pytest.raises(QuizRefused, match="todos los intentos"):
        start_attempt(enrolment=place, quiz=attempt.quiz, lesson=lesson)
    assert len(attempts_of(place)) == 1


@pytest.mark.parametrize("state", [EditionState.FINISHED, EditionState.CANCELLED, EditionState.PLANNED])
def test_no_attempt_begins_unless_the_edition_is_being_given(state):
    quiz = quizzing.a_quiz()
    place, lesson = quizzing.a_learner(quiz, state=state)
    with pytest.raises(QuizRefused, match="no está en marcha"):
        start_attempt(enrolment=place, quiz=quiz, lesson=lesson)


def test_an_empty_quiz_does_not_begin():
    quiz = quizzing.a_quiz()
    quiz.parts.all().delete()
    place, lesson = quizzing.a_learner(quiz)
    with pytest.raises(QuizRefused, match="todavía no tiene preguntas"):
        start_attempt(enrolment=place, quiz=quiz, lesson=lesson)


# --- time ---


def at_minute(stop_clock, attempt, minutes, seconds=0):
    stop_clock(attempt.started_at + timedelta(minutes=minutes, seconds=seconds))


def test_within_the_grace_what_comes_is_marked(stop_clock):
    _, _, attempt = begun("single", minutes=20)
    at_minute(stop_clock, attempt, 20, 30)
    done = submit_attempt(attempt=attempt, answers=right(attempt))
    assert (done.ended, done.score) == ("sent", 1)


def test_past_the_grace_the_last_draft_is_marked_and_it_says_so(stop_clock):
    _, _, attempt = begun("single", minutes=20)
    save_answers(attempt=attempt, answers=wrong(attempt))
    at_minute(stop_clock, attempt, 20, 31)
    done = submit_attempt(attempt=attempt, answers=right(attempt))
    assert (done.ended, done.get_ended_display(), done.score) == (
        "late",
        "Entregado fuera de tiempo: vale lo guardado",
        0,
    )
    assert done.answers == wrong(attempt)


def test_without_the_deadline_the_late_answer_would_have_counted(stop_clock, monkeypatch):
    _, _, attempt = begun("single", minutes=20)
    monkeypatch.setattr(verbs, "is_over", lambda attempt, at: False)
    at_minute(stop_clock, attempt, 90)
    assert submit_attempt(attempt=attempt, answers=right(attempt)).score == 1


def test_past_the_grace_nothing_is_saved(stop_clock):
    _, _, attempt = begun("single", minutes=20)
    at_minute(stop_clock, attempt, 21)
    with pytest.raises(QuizRefused, match="El tiempo se ha acabado"):
        save_answers(attempt=attempt, answers=right(attempt))
    assert again(attempt).answers == {}


def test_the_clock_closes_what_is_over_and_only_that(stop_clock):
    _, _, over = begun("single", minutes=20)
    save_answers(attempt=over, answers=right(over))
    _, _, longer = begun("single", minutes=60)
    _, _, free = begun("single")
    at_minute(stop_clock, over, 21)
    assert (close_overdue(), close_overdue()) == (1, 0)
    assert (again(over).ended, again(over).score) == ("time", 1)
    assert [again(each).submitted_at for each in (longer, free)] == [None, None]


def test_beginning_again_after_the_time_closes_the_old_one(stop_clock):
    place, lesson, attempt = begun("single", minutes=20)
    at_minute(stop_clock, attempt, 21)
    second = start_attempt(enrolment=place, quiz=attempt.quiz, lesson=lesson)
    assert (second.number, again(attempt).ended) == (2, "time")


# --- the end of the edition ---

ENDS = [EditionState.FINISHED, EditionState.CANCELLED]


def ended(attempt, state=EditionState.FINISHED):
    Edition.objects.filter(pk=attempt.enrolment.edition_id).update(state=state)
    return again(attempt)


@pytest.mark.parametrize("state", ENDS)
def test_once_the_edition_has_ended_what_was_saved_counts_and_nothing_more(state):
    _, _, attempt = begun("single", "short", shuffle=False)
    save_answers(attempt=attempt, answers={"p1": right(attempt)["p1"]})
    attempt = ended(attempt, state)
    with pytest.raises(QuizRefused, match="La edición ha terminado"):
        save_answers(attempt=attempt, answers=right(attempt))
    done = submit_attempt(attempt=attempt, answers=right(attempt))
    assert (done.ended, done.score, done.answers) == ("closed", 1, {"p1": right(attempt)["p1"]})
    [row] = AuditEntry.objects.filter(action="courses.quiz.submitted")
    assert (row.actor_id, row.detail["how"]) == (None, "closed")


def test_without_that_rule_it_would_be_handed_in_whole(monkeypatch):
    _, _, attempt = begun("single")
    monkeypatch.setattr(verbs, "is_over", is_late)
    done = submit_attempt(attempt=ended(attempt), answers=right(attempt))
    assert (done.ended, done.score) == ("sent", 1)


def test_the_clock_closes_what_an_ended_edition_left_open():
    _, _, free = begun("single")
    _, _, timed = begun("single", minutes=60)
    _, _, going = begun("single")
    save_answers(attempt=free, answers=right(free))
    for attempt in (free, timed):
        ended(attempt)
    assert (close_overdue(), close_overdue()) == (2, 0)
    assert [(again(each).ended, again(each).score) for each in (free, timed, going)] == [
        ("closed", 1),
        ("closed", 0),
        ("", None),
    ]
    assert has_passed(enrolment=free.enrolment) is True


def test_a_deadline_that_passed_before_the_end_is_what_closed_it(stop_clock):
    _, _, attempt = begun("single", minutes=20)
    at_minute(stop_clock, attempt, 21)
    ended(attempt)
    assert (close_overdue(), again(attempt).ended) == (1, "time")


# --- a place given back ---


def test_a_new_place_after_giving_one_back_has_all_its_attempts(client):
    quiz = quizzing.a_quiz(attempts=1)
    who = cast.a_secretary(villages=1)
    old, lesson = quizzing.a_learner(quiz, who)
    submit_attempt(attempt=start_attempt(enrolment=old, quiz=quiz, lesson=lesson), answers={})
    withdraw(enrolment=old, person=who)
    entity = who.standing.entities[0]
    apply_for_place(edition=old.edition, person=who, entity=entity, key=str(uuid4()))
    cast.signed_in(client, who).post(reverse("courses:quiz", args=[lesson.pk, quiz.pk]))
    new = place_in_course(who, old.edition.course.path)
    [attempt] = attempts_of(new)
    assert (new.pk == old.pk, attempt.number, len(attempts_of(old))) == (False, 1, 1)


def given_back(attempt):
    withdraw(enrolment=attempt.enrolment, person=attempt.enrolment.person)
    return again(attempt)


def test_with_a_place_given_back_nothing_is_begun_saved_or_handed_in():
    place, lesson, attempt = begun("single")
    save_answers(attempt=attempt, answers=wrong(attempt))
    attempt = given_back(attempt)
    for act in (
        lambda: save_answers(attempt=attempt, answers=right(attempt)),
        lambda: submit_attempt(attempt=attempt, answers=right(attempt)),
        lambda: start_attempt(enrolment=place, quiz=attempt.quiz, lesson=lesson),
    ):
        with pytest.raises(QuizRefused, match="Ya no tienes plaza en esta edición"):
            act()
    assert (again(attempt).submitted_at, again(attempt).answers) == (None, wrong(attempt))


def test_without_asking_for_the_place_it_would_be_handed_in(monkeypatch):
    _, _, attempt = begun("single")
    monkeypatch.setattr(verbs, "is_given_up", lambda enrolment: False)
    assert submit_attempt(attempt=given_back(attempt), answers=right(attempt)).score == 1


def test_what_was_handed_in_before_giving_the_place_back_stays():
    _, _, attempt = begun("single")
    submit_attempt(attempt=attempt, answers=right(attempt))
    assert submit_attempt(attempt=given_back(attempt), answers={}).score == 1


# --- what was asked ---


def test_a_later_change_of_the_question_changes_no_attempt():
    _, _, attempt = begun("single")
    Question.objects.update(text="Otra cosa", data={"choices": [{"text": "x", "fraction": 100}] * 2})
    done = submit_attempt(attempt=again(attempt), answers=right(attempt))
    assert (done.frozen["questions"][0]["text"], done.score) == ("¿Qué se hace? (single)", 1)


def test_a_bank_gives_as_many_as_asked_and_none_twice():
    quiz = quizzing.a_quiz()
    named = quiz.parts.get().question
    Question.objects.filter(pk=named.pk).update(bank="Registro")
    others = {quizzing.a_question(bank="Registro/Plazos").pk for _ in range(4)}
    QuizPart.objects.create(quiz=quiz, bank="Registro", how_many=3, sort_order=2)
    place, lesson = quizzing.a_learner(quiz)
    attempt = start_attempt(enrolment=place, quiz=quiz, lesson=lesson)
    asked = [each["question"] for each in attempt.frozen["questions"]]
    assert (len(asked), len(set(asked)), set(asked) - others) == (4, 4, {named.pk})


@pytest.mark.parametrize(
    "fields", [{"bank": "", "how_many": None}, {"bank": "Registro", "how_many": None}, {"how_many": 2}]
)
def test_a_part_is_a_question_or_some_of_a_bank(fields):
    part = QuizPart(quiz=quizzing.a_quiz(), **fields)
    with pytest.raises(ValidationError, match="Elige una pregunta, o un banco"):
        part.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        part.save()


def test_a_bank_is_not_asked_for_more_than_it_has():
    quizzing.a_question(bank="Registro")
    part = QuizPart(quiz=quizzing.a_quiz(), bank="Registro", how_many=2)
    with pytest.raises(ValidationError, match="tiene 1 y pides más"):
        part.full_clean()


# --- long answers ---


@pytest.fixture
def handed_in(trainer):
    place, _, attempt = begun("single", "essay", shuffle=False)
    place.edition.trainers.add(trainer)
    return submit_attempt(attempt=attempt, answers=right(attempt))


def test_a_long_answer_waits_and_what_it_could_decide_is_unknown(handed_in):
    assert (handed_in.pending, handed_in.score, handed_in.passed) == (1, 1, None)


def test_the_trainer_says_what_it_is_worth_and_the_sum_is_made_again(handed_in, trainer):
    half = mark_essay(attempt=handed_in, key="p2", points=Fraction(1, 5), comment=" Bien. ", actor=trainer)
    assert (half.pending, str(half.score), half.passed) == (0, "1.20", True)
    assert (half.marks["p2"]["share"], half.marks["p2"]["comment"], half.marks["p2"]["by"]) == (
        "1/5",
        "Bien.",
        trainer.pk,
    )
    mark_essay(attempt=handed_in, key="p2", points=Fraction(1, 5), comment="Bien.", actor=trainer)
    none = mark_essay(attempt=handed_in, key="p2", points=Fraction(0), comment="", actor=trainer)
    assert (none.score, none.passed) == (1, False)
    seen = AuditEntry.objects.filter(action="courses.quiz.marked").order_by("pk")
    assert [entry.detail["before"] for entry in seen] == [None, "1/5"]


def test_an_empty_long_answer_waits_for_nobody():
    _, _, attempt = begun("essay")
    assert submit_attempt(attempt=attempt, answers={}).pending == 0


@pytest.mark.parametrize(("key", "points"), [("p2", -1), ("p2", 2), ("p1", 1), ("p9", 1)])
def test_marks_out_of_range_or_of_other_questions_are_refused(handed_in, trainer, key, points):
    with pytest.raises(QuizRefused):
        mark_essay(attempt=handed_in, key=key, points=Fraction(points), comment="", actor=trainer)
    assert again(handed_in).marks == handed_in.marks


def test_nobody_else_marks(handed_in, guest_trainer, secretary, operator):
    for other in (guest_trainer, secretary, operator, handed_in.enrolment.person):
        with pytest.raises(PermissionDenied):
            mark_essay(attempt=handed_in, key="p2", points=Fraction(1), comment="", actor=other)


def test_a_trainer_who_also_learns_does_not_mark_herself(handed_in, client):
    own = handed_in.enrolment
    own.edition.trainers.add(own.person)
    with pytest.raises(PermissionDenied):
        mark_essay(attempt=handed_in, key="p2", points=Fraction(1), comment="", actor=own.person)
    page = reverse("courses:quiz_mark", args=[handed_in.pk])
    assert cast.signed_in(client, own.person).get(page).status_code == 403
    assert again(handed_in).pending == 1


# --- what the course says ---


def test_a_course_without_quizzes_says_nothing():
    place = cast.a_place(cast.an_edition(cast.a_course(lessons=1)), cast.a_secretary())
    assert has_passed(enrolment=place) is None


def test_every_quiz_of_the_live_lessons_has_to_be_passed():
    quiz, other = quizzing.a_quiz(), quizzing.a_quiz()
    place, lesson = quizzing.a_learner(quiz)
    quizzing.hung(other, lesson)
    answers = []
    for each in (quiz, other):
        answers.append(has_passed(enrolment=place))
        attempt = start_attempt(enrolment=place, quiz=each, lesson=lesson)
        submit_attempt(attempt=attempt, answers=right(attempt))
    assert [*answers, has_passed(enrolment=place)] == [False, False, True]
    lesson.unpublish()
    assert has_passed(enrolment=place) is None


def test_whose_attempts_one_sees(secretary, trainer, head, handed_in):
    own = handed_in.enrolment.person
    with unscoped("las pruebas miran todos los intentos"):
        seen = [QuizAttempt.objects.visible_to(who).count() for who in (own, trainer, head, secretary)]
    assert seen == [1, 1, 1, 0]


def test_the_database_holds_one_open_attempt_of_each_place():
    place, _, attempt = begun()
    with unscoped("las pruebas escriben a mano"), pytest.raises(IntegrityError), transaction.atomic():
        QuizAttempt.objects.create(
            enrolment=place,
            entity_id=place.entity_id,
            quiz=attempt.quiz,
            number=2,
            frozen={},
            started_at=clock.now(),
        )
    assert Enrolment._base_manager.filter(pk=place.pk).exists()
