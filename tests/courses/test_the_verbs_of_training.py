"""What training means to one person, verb by verb: today, from now on, and so far."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from core import clock
from courses.enums import EditionState, EnrolmentState
from courses.models import Edition, LiveSession
from courses.services import finish_lesson
from courses.services.attendance.sheet import clock_time
from courses.services.learning.today import SOONEST, today_of
from courses.services.learning.training import training_of, upcoming_of
from people.models import User
from tests import cast

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 10, 5, 10, 0, tzinfo=UTC)
DAY, MINUTE, SECOND = timedelta(days=1), timedelta(minutes=1), timedelta(seconds=1)
Stop = Callable[[datetime], datetime]


def a_class_of(who: User, *, starts_in: int = 10, **place: object) -> LiveSession:
    """A class of an edition of its own in which somebody has a place."""
    session = cast.a_class(cast.an_edition(), starts_in=starts_in)
    cast.a_place(session.edition, who, **place)
    return session


def a_class_given_by(who: User, *, starts_in: int = 10, **edition: object) -> LiveSession:
    session = cast.a_class(cast.an_edition(**edition), starts_in=starts_in)
    session.edition.trainers.add(who)
    return session


# --- upcoming_of ---


def test_a_class_counts_until_the_second_it_ends(secretary: User):
    session = a_class_of(secretary)
    moments = (session.starts_at + MINUTE, session.ends_at - SECOND, session.ends_at)
    assert [upcoming_of(secretary, at) for at in moments] == [[session], [session], []]


def test_what_one_takes_and_gives_comes_together_the_next_one_first(trainer: User):
    given = a_class_given_by(trainer, starts_in=60)
    taken = a_class_of(trainer, starts_in=30)
    a_class_of(cast.a_secretary(1), starts_in=5)
    last = a_class_of(trainer, starts_in=90)
    assert upcoming_of(trainer, clock.now()) == [taken, given, last]


@pytest.mark.parametrize(
    ("state", "classes"),
    [("waiting", 0), ("applied", 0), ("withdrawn", 0), ("confirmed", 1), ("attended", 1)],
)
def test_only_who_has_a_place_has_a_class(secretary: User, state: str, classes: int):
    a_class_of(secretary, state=state)
    assert len(upcoming_of(secretary, clock.now())) == classes


@pytest.mark.parametrize(
    ("state", "classes"), [("open", 1), ("running", 1), ("planned", 0), ("cancelled", 0)]
)
def test_an_edition_that_is_not_announced_has_no_classes(trainer: User, state: str, classes: int):
    a_class_given_by(trainer, state=state)
    assert len(upcoming_of(trainer, clock.now())) == classes


# --- training_of ---


def test_what_goes_on_and_what_is_past_are_apart(secretary: User):
    states = (EnrolmentState.CONFIRMED, EnrolmentState.WAITING, EnrolmentState.ATTENDED)
    confirmed, waiting, attended = (
        cast.a_place(cast.an_edition(), secretary, state=state) for state in states
    )
    cancelled = cast.a_place(cast.an_edition(state=EditionState.CANCELLED), secretary)
    found = training_of(secretary)
    # Of editions that begin on one day, the place asked for last comes first.
    assert [row.place for row in found.current] == [waiting, confirmed]
    assert [row.place for row in found.past] == [cancelled, attended]


def test_how_far_one_is_counts_the_lessons_of_that_course_alone(secretary: User):
    course, other = cast.a_course(lessons=3), cast.a_course(lessons=2)
    for edition in (cast.an_edition(course), cast.an_edition(other)):
        cast.a_place(edition, secretary)
    finish_lesson(person=secretary, lesson=cast.lessons_of(course)[0])
    finish_lesson(person=cast.a_secretary(1), lesson=cast.lessons_of(other)[0])
    rows = {row.place.edition.course_id: row for row in training_of(secretary).current}
    assert [(row.done, row.lessons, row.percent) for row in (rows[course.pk], rows[other.pk])] == [
        (1, 3, 33),
        (0, 2, 0),
    ]


def test_a_course_without_lessons_is_at_nothing(secretary: User):
    cast.a_place(cast.an_edition(cast.a_course(lessons=0)), secretary)
    [row] = training_of(secretary).current
    assert (row.lessons, row.percent) == (0, 0)


def test_the_next_class_is_only_for_who_has_a_place(secretary: User):
    first = a_class_of(secretary, starts_in=30)
    cast.a_class(first.edition, starts_in=600)
    a_class_of(secretary, state=EnrolmentState.WAITING)
    done = a_class_of(secretary, starts_in=60, state=EnrolmentState.ATTENDED)
    found = training_of(secretary)
    assert [row.next_session for row in (*found.current, *found.past)] == [None, first, None]
    assert found.classes[:2] == (first, done)


def test_a_trainer_finds_what_she_gives_once_it_is_announced(trainer: User):
    given = a_class_given_by(trainer).edition
    a_class_given_by(trainer, state=EditionState.PLANNED)
    cast.an_edition()
    assert [row.edition for row in training_of(trainer).given] == [given]


# --- today_of ---


def test_the_parts_of_one_page_share_one_answer(secretary: User, django_assert_num_queries: Callable):
    a_class_of(secretary)
    with django_assert_num_queries(1):
        answers = [today_of(secretary).classes for _ in range(3)]
    assert answers[0] is answers[2]
    assert today_of(User.objects.get(pk=secretary.pk)) is not today_of(secretary)


def test_the_classes_of_today_say_which_are_given_and_are_not_too_many(trainer: User):
    given = a_class_given_by(trainer, starts_in=20)
    taken = a_class_of(trainer, starts_in=10)
    for turn in range(SOONEST):
        cast.a_class(taken.edition, starts_in=1000 + turn)
    found = today_of(trainer).classes
    assert [(row, row.is_given) for row in found[:2]] == [(taken, False), (given, True)]
    assert len(found) == SOONEST


def test_reading_is_where_one_left_off(secretary: User):
    assert today_of(secretary).reading is None
    course = cast.a_course()
    finish_lesson(person=secretary, lesson=cast.lessons_of(course)[0])
    _, outline = today_of(User.objects.get(pk=secretary.pk)).reading
    assert outline.here.page == cast.lessons_of(course)[1]


def test_an_offer_is_shown_until_it_ends_and_to_nobody_else(secretary: User, stop_clock: Stop):
    stop_clock(NOON)
    offered = EnrolmentState.OFFERED
    live = cast.a_place(cast.an_edition(), secretary, state=offered, offer_expires=NOON + SECOND)
    cast.a_place(cast.an_edition(), secretary, state=offered, offer_expires=NOON)
    cast.a_place(cast.an_edition(), cast.a_secretary(1), state=offered, offer_expires=NOON + DAY)
    assert today_of(secretary).offers == [live]


def test_what_to_ask_for_is_free_open_not_hers_and_ends_first_comes_first(trainer: User):
    at, course = clock.now(), cast.a_course()

    def edition(days: int, **fields: object) -> Edition:
        return cast.an_edition(course, apply_until=at + days * DAY, **fields)

    later, sooner = edition(9), edition(2)
    full, hers, given = edition(3, capacity=1), edition(4), edition(5)
    cast.a_place(full, cast.a_secretary(1))
    cast.a_place(hers, trainer, state=EnrolmentState.WAITING)
    given.trainers.add(trainer)
    edition(6, apply_from=at + DAY)
    edition(7, state=EditionState.PLANNED)
    assert today_of(trainer).to_ask_for == [sooner, later]


def test_a_place_given_back_may_be_asked_for_again(secretary: User):
    place = cast.a_place(cast.an_edition(), secretary, state=EnrolmentState.WITHDRAWN)
    assert today_of(secretary).to_ask_for == [place.edition]


# --- clock_time ---


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0:00:00"),
        (59, "0:00:59"),
        (60, "0:01:00"),
        (3599, "0:59:59"),
        (3600, "1:00:00"),
        (5347, "1:29:07"),
        (36_000, "10:00:00"),
        (360_000, "100:00:00"),
    ],
)
def test_a_length_of_time_is_written_to_the_second(seconds: int, said: str):
    assert clock_time(seconds) == said
