"""What somebody did in a copy of a course reaches the server once, by the verbs of always."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.models import AuditEntry
from courses.models import CoursePage, LessonPage, LessonProgress
from courses.services.offline import keep_what_was_done
from courses.services.offline.arriving import DONE, LEFT, Act
from people.models import User
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def lessons(db: None) -> list[LessonPage]:
    course: CoursePage = cast.a_course(lessons=3)
    return cast.lessons_of(course)


def done(lesson: LessonPage, key: str = "llave-0001", **more: Any) -> dict[str, Any]:
    return {"key": key, "lesson": lesson.pk, "kind": DONE, **more}


def send(client: Client, body: Any, **headers: str) -> tuple[int, list[str]]:
    raw = body if isinstance(body, str) else json.dumps({"items": body})
    url = reverse("courses:offline_progress")
    answer = client.post(url, raw, content_type="application/json", headers=headers)
    return answer.status_code, answer.json()["kept"] if answer.status_code == 200 else []


def finished(who: User) -> list[int]:
    rows = LessonProgress.objects.filter(person=who, done_at__isnull=False)
    return list(rows.order_by("lesson__path").values_list("lesson", flat=True))


def acts() -> list[str]:
    rows = AuditEntry.objects.filter(action__startswith="courses.lesson.").order_by("pk")
    return list(rows.values_list("action", flat=True))


def test_the_same_act_sent_three_times_is_one(client: Client, lessons: list[LessonPage], secretary: User):
    cast.signed_in(client, secretary)
    for _ in range(3):
        assert send(client, [done(lessons[0])]) == (200, ["llave-0001"])
    assert finished(secretary) == [lessons[0].pk]
    assert acts() == ["courses.lesson.done"]


def test_without_its_key_it_would_be_three(lessons: list[LessonPage], secretary: User):
    for turn in range(3):
        keep_what_was_done(person=secretary, acts=[Act(f"llave-000{turn}", lessons[0].pk, DONE)])
    assert len(acts()) == 3


def test_they_are_kept_in_the_order_they_were_made(
    client: Client, lessons: list[LessonPage], secretary: User
):
    cast.signed_in(client, secretary)
    left = {"key": "llave-0003", "lesson": lessons[2].pk, "kind": LEFT, "anchor": "apartado-2"}
    sent = [done(lessons[0]), done(lessons[1], "llave-0002"), left]
    assert send(client, sent) == (200, ["llave-0001", "llave-0002", "llave-0003"])
    assert finished(secretary) == [lessons[0].pk, lessons[1].pk]
    assert LessonProgress.objects.get(lesson=lessons[2]).anchor == "apartado-2"


def test_a_key_of_another_person_is_hers_and_hides_nothing(
    client: Client, lessons: list[LessonPage], secretary: User, councillor: User
):
    for who in (secretary, councillor):
        assert send(cast.signed_in(client, who), [done(lessons[0])])[0] == 200
    assert finished(secretary) == finished(councillor) == [lessons[0].pk]


def test_a_key_spent_on_something_else_does_nothing_more(
    client: Client, lessons: list[LessonPage], secretary: User
):
    cast.signed_in(client, secretary)
    send(client, [done(lessons[0])])
    assert send(client, [done(lessons[1])]) == (200, ["llave-0001"])
    assert finished(secretary) == [lessons[0].pk]


def test_a_lesson_that_is_gone_or_no_longer_hers_is_forgotten(
    client: Client, lessons: list[LessonPage], secretary: User
):
    lessons[1].audience = "province"
    lessons[1].save()
    cast.signed_in(client, secretary)
    gone = {"key": "llave-0009", "lesson": 999_999, "kind": DONE}
    assert send(client, [gone, done(lessons[1])]) == (200, ["llave-0009", "llave-0001"])
    assert LessonProgress.objects.count() == 0


@pytest.mark.parametrize(
    "body",
    [
        "",
        "no es json",
        "[]",
        '{"items": 3}',
        '{"items": [{}]}',
        '{"items": ["x"]}',
        '{"items": [{"key": "corta", "lesson": 1, "kind": "done"}]}',
        '{"items": [{"key": "llave-0001", "lesson": "x", "kind": "done"}]}',
        '{"items": [{"key": "llave-0001", "lesson": 1, "kind": "borrar"}]}',
        '{"items": [{"key": "llave-0001", "lesson": 1e999, "kind": "done"}]}',
        '{"items": [{"key": "llave-\\u00000001", "lesson": 1, "kind": "done"}]}',
        '{"items": [{"key": "llave-0001", "lesson": 99999999999999999999, "kind": "done"}]}',
        "\xff\xfe",
        "[" * 100_000,
    ],
)
def test_what_is_not_understood_is_refused_and_keeps_nothing(client: Client, secretary: User, body: str):
    assert send(cast.signed_in(client, secretary), body) == (400, [])
    assert LessonProgress.objects.count() == 0


def test_too_many_at_once_are_refused(client: Client, lessons: list[LessonPage], secretary: User):
    many = [done(lessons[0], f"llave-{number:04}") for number in range(501)]
    assert send(cast.signed_in(client, secretary), many) == (400, [])


def test_it_takes_the_key_that_the_same_address_gives(lessons: list[LessonPage], secretary: User):
    strict = cast.signed_in(Client(enforce_csrf_checks=True), secretary)
    assert send(strict, [done(lessons[0])])[0] == 403
    token = strict.get(reverse("courses:offline_progress")).json()["token"]
    assert send(strict, [done(lessons[0])], **{"X-CSRFToken": token})[0] == 200
    assert finished(secretary) == [lessons[0].pk]


def test_a_stranger_sends_nothing(client: Client, lessons: list[LessonPage]):
    assert send(client, [done(lessons[0])])[0] == 403
    assert LessonProgress.objects.count() == 0
