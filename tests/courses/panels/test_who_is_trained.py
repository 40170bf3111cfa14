"""Who is *formada*: for which town hall, by what, and for how long."""

from datetime import timedelta

import pytest

from core import clock
from courses.enums import EditionState, EnrolmentState
from courses.models import CoursePage, Edition, LessonProgress
from courses.services import finish_lesson
from courses.services.dashboard import facts as year
from courses.services.dashboard import trained_people
from people.models import User
from tests import cast
from tests.courses.panels.acts import ended, read_all

pytestmark = pytest.mark.django_db


def pairs() -> set[tuple[int, int]]:
    return {(row.person_id, row.entity_id) for row in trained_people()}


def test_who_attended_is_trained_for_the_town_hall_of_her_place(edition: Edition, secretary: User):
    place = cast.a_place(edition, secretary, state=EnrolmentState.ATTENDED)
    assert pairs() == {(secretary.pk, place.entity_id)}


def test_while_the_roll_is_open_who_read_every_lesson_is_trained(edition: Edition, secretary: User):
    place = cast.a_place(edition, secretary)
    finish_lesson(person=secretary, lesson=cast.lessons_of(edition.course)[0])
    assert pairs() == set()
    read_all(secretary, edition.course)
    assert pairs() == {(secretary.pk, place.entity_id)}


@pytest.mark.parametrize("state", [EnrolmentState.NO_SHOW, EnrolmentState.WAITING, EnrolmentState.WITHDRAWN])
def test_reading_alone_does_not_train_who_did_not_come_or_has_no_place(
    edition: Edition, secretary: User, state: EnrolmentState
):
    cast.a_place(edition, secretary, state=state)
    read_all(secretary, edition.course)
    assert pairs() == set()


@pytest.mark.parametrize(("days", "people"), [(300, 1), (400, 0)])
def test_training_lasts_twelve_months(edition: Edition, secretary: User, days: int, people: int):
    cast.a_place(ended(edition, days), secretary, state=EnrolmentState.ATTENDED)
    assert len(trained_people()) == people


def test_what_was_read_long_ago_is_forgotten(edition: Edition, secretary: User):
    cast.a_place(edition, secretary)
    read_all(secretary, edition.course)
    LessonProgress.objects.update(done_at=clock.now() - timedelta(days=400))
    assert pairs() == set()


def test_a_cancelled_edition_trains_nobody(course: CoursePage, secretary: User):
    cast.a_place(
        cast.an_edition(course, state=EditionState.CANCELLED), secretary, state=EnrolmentState.ATTENDED
    )
    assert pairs() == set()


def test_a_course_without_lessons_trains_nobody_by_reading(secretary: User):
    cast.a_place(cast.an_edition(), secretary)
    assert pairs() == set()


def test_without_the_rule_who_did_not_come_would_count(
    edition: Edition, secretary: User, monkeypatch: pytest.MonkeyPatch
):
    """The control: with the state of the place not asked, reading would be enough."""
    cast.a_place(edition, secretary, state=EnrolmentState.NO_SHOW)
    read_all(secretary, edition.course)
    monkeypatch.setattr(year.Facts, "is_trained", lambda facts, place: facts.has_finished(place))
    assert len(trained_people()) == 1
