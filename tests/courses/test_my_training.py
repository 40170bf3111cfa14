"""«Mi formación»: each place with its town hall, how far one is, the next class, and what is past."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import clock
from courses.enums import EnrolmentState
from courses.models import LessonProgress
from people.models import Membership, User
from tests import cast

pytestmark = pytest.mark.django_db


def read(client: Client, who: User) -> str:
    return cast.signed_in(client, who).get(reverse("courses:mine")).content.decode()


def test_each_place_says_for_which_town_hall_and_how_far(client: Client, secretary: User):
    one, other, _ = secretary.standing.entities
    first, second = cast.an_edition(cast.a_course(lessons=4)), cast.an_edition()
    cast.a_place(first, secretary, one)
    cast.a_place(second, secretary, other, state=EnrolmentState.WAITING)
    lesson, now = cast.lessons_of(first.course)[0], clock.now()
    LessonProgress.objects.create(person=secretary, lesson=lesson, opened_at=now, seen_at=now, done_at=now)
    page = read(client, secretary)
    assert "1 de 4 lecciones hechas" in page
    assert f"<b>{one.name}</b>" in page
    assert f"<b>{other.name}</b>" in page
    assert "En lista de espera" in page


def test_a_place_of_a_town_hall_one_left_is_still_hers(client: Client, secretary: User):
    edition, village = cast.an_edition(), secretary.standing.entities[0]
    cast.a_place(edition, secretary, village)
    Membership.objects.filter(person=secretary, entity=village).update(valid_to=cast.SINCE)
    assert edition.course.title in read(client, secretary)


def test_what_ended_is_apart(client: Client, secretary: User):
    edition = cast.an_edition()
    cast.a_place(edition, secretary, state=EnrolmentState.ATTENDED)
    page = read(client, secretary)
    assert page.index("Lo anterior") < page.index(edition.course.title)


def test_the_trainer_finds_the_editions_she_gives(client: Client, trainer: User):
    edition = cast.an_edition()
    edition.trainers.add(trainer)
    page = read(client, trainer)
    assert "Ediciones que das" in page
    assert reverse("courses:people", args=[edition.code]) in page


def test_an_empty_page_teaches_the_next_step(client: Client, secretary: User):
    page = read(client, secretary)
    assert "Todavía no tienes ninguna plaza" in page
    assert f'href="{reverse("courses:programme")}"' in page


@pytest.mark.parametrize("many", [1, 3])
def test_it_asks_the_database_the_same_whatever_one_has(client: Client, secretary: User, many: int):
    for _ in range(many):
        edition = cast.an_edition()
        cast.a_place(edition, secretary)
        cast.a_class(edition, starts_in=60)
    cast.signed_in(client, secretary)
    client.get(reverse("courses:mine"))
    with CaptureQueriesContext(connection) as seen:
        client.get(reverse("courses:mine"))
    assert len(seen) <= 10
