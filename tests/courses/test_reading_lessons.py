"""Lessons are read in order; only a button saves how far one is, and one goes on at the same spot."""

import pytest
from django.test import Client
from django.urls import reverse

from core import providers
from core.models import AuditEntry
from courses.models import CoursePage, LessonPage, LessonProgress
from people.models import User
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(db: None) -> CoursePage:
    return cast.a_course(lessons=3)


def finish(client: Client, lesson: LessonPage) -> str:
    """Press «Siguiente»; return where it leads."""
    return client.post(reverse("courses:finish", args=[lesson.pk])).url


def resumed(who: User) -> list[tuple[str, str]]:
    """What the home page offers to go on with."""
    who = User.objects.get(pk=who.pk)
    return [(item.title, item.url) for item in providers.resume_providers.collect(who, who.standing.entities)]


def test_next_saves_and_leads_to_the_next_one(client: Client, course: CoursePage, secretary: User):
    one, two, _ = cast.lessons_of(course)
    cast.signed_in(client, secretary)
    assert finish(client, one) == two.url
    rows = LessonProgress.objects.order_by("lesson__path")
    assert [(row.lesson_id, row.done_at is not None) for row in rows] == [(one.pk, True), (two.pk, False)]
    assert AuditEntry.objects.get(action__startswith="courses.").action == "courses.lesson.done"


def test_after_the_last_one_the_course_says_so(client: Client, course: CoursePage, secretary: User):
    *_, last = cast.lessons_of(course)
    cast.signed_in(client, secretary)
    assert finish(client, last) == course.url
    assert "Has terminado las lecciones de este curso." in client.get(course.url).content.decode()


def test_reading_saves_nothing(client: Client, course: CoursePage, secretary: User):
    cast.signed_in(client, secretary)
    for lesson in cast.lessons_of(course):
        client.get(lesson.url)
    assert client.get(reverse("courses:finish", args=[lesson.pk])).status_code == 403
    assert LessonProgress.objects.count() == 0


def test_finishing_twice_keeps_the_first_date(client: Client, course: CoursePage, secretary: User):
    one, *_ = cast.lessons_of(course)
    cast.signed_in(client, secretary)
    finish(client, one)
    first = LessonProgress.objects.get(lesson=one).done_at
    finish(client, one)
    assert LessonProgress.objects.get(lesson=one).done_at == first


def test_home_leads_to_the_same_spot_in_one_click(client: Client, course: CoursePage, secretary: User):
    _, two, _ = cast.lessons_of(course)
    cast.signed_in(client, secretary)
    client.post(reverse("courses:leave", args=[two.pk]), {"anchor": "apartado-2", "from": "page"})
    assert resumed(secretary) == [("Lección 2", f"{two.url}#apartado-2")]
    assert 'id="apartado-2"' in client.get(two.url).content.decode()


def test_home_leads_to_the_lesson_after_the_one_done(client: Client, course: CoursePage, secretary: User):
    one, two, _ = cast.lessons_of(course)
    cast.signed_in(client, secretary)
    finish(client, one)
    assert resumed(secretary) == [("Lección 2", two.url)]


def test_nothing_is_offered_before_the_first_lesson_or_after_the_last(
    client: Client, course: CoursePage, secretary: User
):
    cast.signed_in(client, secretary)
    assert resumed(secretary) == []
    for lesson in cast.lessons_of(course):
        finish(client, lesson)
    assert resumed(secretary) == []


@pytest.mark.parametrize("anchor", ["javascript:alert(1)", "apartado-2&x", "../..", "a" * 500])
def test_a_point_that_is_no_section_is_kept_as_the_beginning(
    client: Client, course: CoursePage, secretary: User, anchor: str
):
    one, *_ = cast.lessons_of(course)
    cast.signed_in(client, secretary)
    client.post(reverse("courses:leave", args=[one.pk]), {"anchor": anchor})
    assert LessonProgress.objects.get().anchor == ""


def test_the_course_shows_what_is_done_and_where_to_go_on(
    client: Client, course: CoursePage, secretary: User
):
    one, *_ = cast.lessons_of(course)
    cast.signed_in(client, secretary)
    finish(client, one)
    page = client.get(course.url).content.decode()
    assert "1 de 3 lecciones hechas" in page
    assert page.count("Seguir<") == 1


def test_one_persons_progress_is_not_anothers(client: Client, course: CoursePage, secretary: User):
    one, *_ = cast.lessons_of(course)
    finish(cast.signed_in(client, secretary), one)
    other = cast.a_secretary(1)
    assert resumed(other) == []
    assert "lecciones hechas" not in cast.signed_in(client, other).get(course.url).content.decode()


def test_a_stranger_is_sent_to_sign_in_and_saves_nothing(client: Client, course: CoursePage):
    one, *_ = cast.lessons_of(course)
    assert client.post(reverse("courses:finish", args=[one.pk])).status_code == 403
    assert LessonProgress.objects.count() == 0


def test_a_lesson_for_the_province_alone_is_not_finished_by_others(
    client: Client, course: CoursePage, secretary: User
):
    lesson = cast.lessons_of(course)[0]
    lesson.audience = "province"
    lesson.save()
    cast.signed_in(client, secretary)
    assert client.post(reverse("courses:finish", args=[lesson.pk])).status_code == 403
    assert LessonProgress.objects.count() == 0
