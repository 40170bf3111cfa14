"""A lesson leads to the live class of one's own edition, and to tasks elsewhere."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.blocks import LessonBlock
from courses.enums import EditionState, EnrolmentState
from courses.models import CoursePage, LessonPage
from courses.services.editions.classes import classes_of
from people.models import User
from tests import cast

pytestmark = pytest.mark.django_db

OWN = ["live_session", "task_link"]


def with_body(body: list[tuple[str, Any]]) -> tuple[CoursePage, LessonPage]:
    course = cast.a_course(lessons=1)
    lesson = cast.lessons_of(course)[0]
    lesson.body = body
    lesson.save_revision().publish()
    return course, lesson


def test_who_has_a_place_finds_the_class_of_her_edition(client: Client, secretary: User):
    course, lesson = with_body([("live_session", {"number": 2, "text": "Trae un justificante."})])
    edition = cast.an_edition(course)
    first, second = cast.a_class(edition, starts_in=60), cast.a_class(edition, starts_in=600)
    cast.a_class(cast.an_edition(course), starts_in=30)
    cast.a_place(edition, secretary)
    page = cast.signed_in(client, secretary).get(lesson.url).content.decode()
    assert f'href="{reverse("courses:session", args=[second.pk])}"' in page
    assert "Trae un justificante." in page
    assert classes_of(course, secretary) == {1: first, 2: second}


def test_who_reads_again_once_her_edition_finished_finds_its_classes(secretary: User):
    course = cast.a_course(lessons=1)
    done, never, planned = (
        cast.an_edition(course, state=state)
        for state in (EditionState.FINISHED, EditionState.CANCELLED, EditionState.PLANNED)
    )
    had, _, _ = (cast.a_class(each) for each in (done, never, planned))
    cast.a_place(done, secretary, state=EnrolmentState.ATTENDED)
    for each in (never, planned):
        cast.a_place(each, secretary)
    assert classes_of(course, secretary) == {1: had}


def test_who_has_none_is_told_when_she_will(client: Client, secretary: User):
    course, lesson = with_body([("live_session", {"number": 1, "text": ""})])
    live = cast.a_class(cast.an_edition(course))
    page = cast.signed_in(client, secretary).get(lesson.url).content.decode()
    assert "Con plaza en una, aquí verás su fecha." in page
    assert reverse("courses:session", args=[live.pk]) not in page


def test_a_class_costs_one_query_and_only_where_it_is_spoken_of(client: Client, secretary: User):
    _, plain = with_body([("heading", "Nada")])
    _, speaking = with_body([("live_session", {"number": 1, "text": ""})] * 3)
    cast.signed_in(client, secretary)
    assert queries(client, speaking) - queries(client, plain) == 1


def queries(client: Client, lesson: LessonPage) -> int:
    client.get(lesson.url)
    with CaptureQueriesContext(connection) as seen:
        client.get(lesson.url)
    return len(seen)


def test_a_task_leads_to_a_page_or_to_an_address(client: Client, secretary: User):
    other = cast.a_course(lessons=0, title="Otro curso")
    task = {"title": "Anota una entrada", "text": "Sin prisa."}
    _, lesson = with_body(
        [
            ("task_link", {**task, "page": other, "url": ""}),
            ("task_link", {**task, "page": None, "url": "https://ejemplo.invalid/"}),
        ]
    )
    page = cast.signed_in(client, secretary).get(lesson.url).content.decode()
    assert f'<a href="{other.url}">Ir a «Otro curso»</a>' in page
    assert 'href="https://ejemplo.invalid/" rel="noreferrer"' in page


@pytest.mark.parametrize("both", [True, False])
def test_a_task_has_one_place_and_only_one(both: bool):
    block = LessonBlock().child_blocks["task_link"]
    page = cast.a_course(lessons=0) if both else None
    value = {"title": "Anota", "text": "", "page": page, "url": "https://ejemplo.invalid/" if both else ""}
    with pytest.raises(ValidationError) as refused:
        block.clean(block.normalize(value))
    assert list(refused.value.block_errors) == ["page"]


def test_a_lesson_offers_its_own_blocks_and_the_rest_of_the_house_does_not():
    assert [name for name in OWN if name in LessonBlock().child_blocks] == OWN
    assert [name for name in OWN if name in CoursePage.body.field.stream_block.child_blocks] == []


@pytest.mark.parametrize("name", OWN)
def test_each_shows_a_sample_to_choose_it_by(client: Client, editor: User, name: str):
    block = LessonPage.body.field.stream_block.child_blocks[name]
    address = reverse("wagtailadmin_block_preview")
    page = cast.signed_in(client, editor).get(address, {"id": block.definition_prefix})
    assert page.status_code == 200
    assert block.meta.preview_value["text"] in page.content.decode()
