"""Reading a course, verb by verb: what is done, where one goes on and in which order."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from core.models import AuditEntry
from courses.models import CoursePage, LessonPage, LessonProgress, ModulePage
from courses.services import finish_lesson, leave_lesson, outline_of, resume_point
from courses.services.learning.outline import course_of, course_path_of
from people.models import User
from tests import cast

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 10, 5, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
Stop = Callable[[datetime], datetime]


@pytest.fixture
def course(db: None) -> CoursePage:
    return cast.a_course(lessons=3)


def titles_of(course: CoursePage, who: User | AnonymousUser) -> list[str]:
    return [step.page.title for step in outline_of(course.path, who).steps]


def here_of(course: CoursePage, who: User) -> str | None:
    here = outline_of(course.path, who).here
    return here.page.title if here else None


def row_of(who: User, lesson: LessonPage) -> LessonProgress:
    return LessonProgress.objects.get(person=who, lesson=lesson)


def another_module(course: CoursePage) -> ModulePage:
    """A second module of one lesson, «Lección 4»."""
    module = course.add_child(instance=ModulePage(title="La firma", slug="la-firma"))
    module.add_child(instance=cast.a_lesson(4))
    return module


# --- finish_lesson ---


def test_finishing_opens_the_next_and_says_which(course: CoursePage, secretary: User, stop_clock: Stop):
    one, two, _ = cast.lessons_of(course)
    stop_clock(NOON)
    following = finish_lesson(person=secretary, lesson=one)
    assert following.page == two
    assert (row_of(secretary, one).done_at, row_of(secretary, two).done_at) == (NOON, None)
    assert row_of(secretary, two).opened_at == NOON


def test_finishing_twice_keeps_the_first_date_and_says_it_was_seen(
    course: CoursePage, secretary: User, stop_clock: Stop
):
    one, *_ = cast.lessons_of(course)
    for at in (NOON, NOON + HOUR):
        stop_clock(at)
        finish_lesson(person=secretary, lesson=one)
    row = row_of(secretary, one)
    assert (row.opened_at, row.done_at, row.seen_at) == (NOON, NOON, NOON + HOUR)


def test_the_last_lesson_opens_nothing(course: CoursePage, secretary: User):
    *_, last = cast.lessons_of(course)
    assert finish_lesson(person=secretary, lesson=last) is None
    assert list(LessonProgress.objects.values_list("lesson", flat=True)) == [last.pk]


def test_the_last_of_a_module_opens_the_first_of_the_next_one(course: CoursePage, secretary: User):
    *_, third = cast.lessons_of(course)
    another_module(course)
    assert finish_lesson(person=secretary, lesson=third).page.title == "Lección 4"


def test_the_next_one_keeps_its_point_and_its_date(course: CoursePage, secretary: User, stop_clock: Stop):
    one, two, _ = cast.lessons_of(course)
    stop_clock(NOON)
    finish_lesson(person=secretary, lesson=two)
    leave_lesson(person=secretary, lesson=two, anchor="apartado-3")
    stop_clock(NOON + HOUR)
    following = finish_lesson(person=secretary, lesson=one)
    row = row_of(secretary, two)
    assert (following.anchor, row.anchor, row.done_at) == ("apartado-3", "apartado-3", NOON)


def test_each_reading_leaves_a_row_in_the_log_that_names_no_town_hall(course: CoursePage, secretary: User):
    one, *_ = cast.lessons_of(course)
    leave_lesson(person=secretary, lesson=one, anchor="apartado-1")
    finish_lesson(person=secretary, lesson=one)
    rows = AuditEntry.objects.filter(action__startswith="courses.").order_by("number")
    assert list(rows.values_list("action", "actor_id", "entity_id", "target")) == [
        ("courses.lesson.left", secretary.pk, None, f"lesson:{one.pk}"),
        ("courses.lesson.done", secretary.pk, None, f"lesson:{one.pk}"),
    ]


# --- leave_lesson ---


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("apartado-2", "apartado-2"),
        ("apartado-120", "apartado-120"),
        ("apartado-1000", ""),
        ("apartado-", ""),
        (" apartado-2", ""),
        ("apartado-2\n", ""),
        ("", ""),
    ],
)
def test_only_a_section_of_a_lesson_is_a_point(course: CoursePage, secretary: User, sent: str, kept: str):
    one, *_ = cast.lessons_of(course)
    assert leave_lesson(person=secretary, lesson=one, anchor=sent).anchor == kept


def test_leaving_a_lesson_that_was_done_does_not_undo_it(
    course: CoursePage, secretary: User, stop_clock: Stop
):
    one, *_ = cast.lessons_of(course)
    stop_clock(NOON)
    finish_lesson(person=secretary, lesson=one)
    stop_clock(NOON + HOUR)
    leave_lesson(person=secretary, lesson=one, anchor="apartado-2")
    assert row_of(secretary, one).done_at == NOON


# --- outline_of ---


def test_lessons_come_in_the_order_of_the_tree_across_modules(course: CoursePage, secretary: User):
    module = another_module(course)
    assert titles_of(course, secretary) == ["Lección 1", "Lección 2", "Lección 3", "Lección 4"]
    module.move(course.get_first_child(), pos="left")
    assert titles_of(course, secretary) == ["Lección 4", "Lección 1", "Lección 2", "Lección 3"]


def test_a_lesson_taken_off_the_site_is_no_step(course: CoursePage, secretary: User):
    cast.lessons_of(course)[1].unpublish()
    assert titles_of(course, secretary) == ["Lección 1", "Lección 3"]


def test_another_course_adds_no_steps(course: CoursePage, secretary: User):
    cast.a_course(lessons=5, programme=course.get_parent())
    assert len(titles_of(course, secretary)) == 3


def test_the_neighbours_of_each_lesson(course: CoursePage, secretary: User):
    outline = outline_of(course.path, secretary)
    around = [outline.around(step.page.pk) for step in outline.steps]
    titles = [tuple(step.page.title if step else None for step in pair) for pair in around]
    assert titles == [(None, "Lección 2"), ("Lección 1", "Lección 3"), ("Lección 2", None)]


def test_one_goes_on_with_the_last_touched_and_then_with_the_first_undone(
    course: CoursePage, secretary: User, stop_clock: Stop
):
    one, two, three = cast.lessons_of(course)
    found = [here_of(course, secretary)]
    for hours, (verb, lesson) in enumerate(
        [(leave_lesson, three), (finish_lesson, three), (finish_lesson, one), (finish_lesson, two)]
    ):
        stop_clock(NOON + hours * HOUR)
        verb(person=secretary, lesson=lesson, **({"anchor": ""} if verb is leave_lesson else {}))
        found.append(here_of(course, secretary))
    assert found == ["Lección 1", "Lección 3", "Lección 1", "Lección 2", None]


def test_an_outline_counts_what_is_done_and_how_long_it_takes(course: CoursePage, secretary: User):
    one, *_ = cast.lessons_of(course)
    before = outline_of(course.path, secretary)
    finish_lesson(person=secretary, lesson=one)
    after = outline_of(course.path, secretary)
    assert (before.done, before.is_begun, before.minutes) == (0, False, 30)
    assert (after.done, after.is_begun, after.minutes) == (1, True, 30)


def test_an_outline_is_of_one_person(course: CoursePage, secretary: User, councillor: User):
    finish_lesson(person=councillor, lesson=cast.lessons_of(course)[0])
    assert [step.is_begun for step in outline_of(course.path, secretary).steps] == [False] * 3
    assert [step.is_begun for step in outline_of(course.path, councillor).steps] == [True, True, False]


# --- resume_point ---


def test_with_nothing_read_there_is_nothing_to_go_on_with(secretary: User):
    assert resume_point(secretary) is None


def test_one_goes_on_with_the_course_read_last(secretary: User, stop_clock: Stop):
    first, second = cast.a_course(), cast.a_course()
    for hours, course in enumerate((first, second, first)):
        stop_clock(NOON + hours * HOUR)
        leave_lesson(person=secretary, lesson=cast.lessons_of(course)[1], anchor="apartado-1")
    latest, outline = resume_point(secretary)
    assert (latest.course_title, latest.anchor) == (first.title, "apartado-1")
    assert outline.here.page == cast.lessons_of(first)[1]


def test_a_course_read_to_the_end_offers_nothing(course: CoursePage, secretary: User):
    for lesson in cast.lessons_of(course):
        finish_lesson(person=secretary, lesson=lesson)
    assert resume_point(secretary) is None


# --- course_of, course_path_of ---


def test_a_lesson_knows_its_course_whatever_its_module(course: CoursePage):
    another_module(course)
    cast.a_course(programme=course.get_parent())
    lessons = cast.lessons_of(course)
    assert [course_of(lesson) for lesson in lessons] == [course] * 4
    assert {course_path_of(lesson) for lesson in lessons} == {course.path}
