"""What a person reads in a course's page, in each situation, and what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import clock
from courses.enums import EditionState, EnrolmentState
from people.models import User
from tests import cast

pytestmark = pytest.mark.django_db
KILOBYTE = 1024


def read(client: Client, who: User, course: cast.CoursePage) -> str:
    return cast.signed_in(client, who).get(course.url).content.decode()


def test_who_can_ask_reads_how_many_places_are_left_and_for_whom(client: Client, secretary: User):
    edition = cast.an_edition(capacity=30)
    for _ in range(27):
        cast.a_place(edition, cast.a_secretary(1))
    page = read(client, secretary, edition.course)
    village = secretary.standing.entities[0]
    assert "Quedan 3 plazas de 30" in page
    assert f"Pides plaza por <b>{village.name}</b>" in page
    assert f'action="{reverse("courses:ask", args=[edition.code, village.pk])}"' in page
    assert page.count("Pedir plaza<") == 1
    assert page.count("Pedir plaza por ") == 2


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("applied", "Plaza pedida: falta el visto bueno"),
        ("waiting", "Eres la primera persona de la lista de espera"),
        ("offered", "Hay una plaza para ti"),
        ("confirmed", "Tienes plaza"),
        ("attended", "Has hecho esta edición"),
        ("no_show", "No viniste a esta edición"),
    ],
)
def test_who_has_asked_reads_how_it_is(client: Client, secretary: User, state: str, said: str):
    edition = cast.an_edition()
    expires = clock.now() + timedelta(hours=1) if state == "offered" else None
    cast.a_place(edition, secretary, state=state, offer_expires=expires)
    page = read(client, secretary, edition.course)
    assert said in page
    assert "Pedir plaza<" not in page


def test_when_it_is_full_the_button_says_what_it_does(client: Client, secretary: User):
    edition = cast.an_edition(capacity=1)
    cast.a_place(edition, cast.a_secretary(1))
    page = read(client, secretary, edition.course)
    assert "No quedan plazas" in page
    assert "Apuntarme a la lista de espera" in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"state": EditionState.CLOSED}, "El plazo para pedir plaza ya ha terminado."),
        ({"apply_from": timedelta(days=2)}, "Podrás pedir plaza desde el"),
    ],
)
def test_when_it_is_closed_there_is_no_button(client: Client, secretary: User, change: dict, said: str):
    dates = {name: clock.now() + value for name, value in change.items() if isinstance(value, timedelta)}
    edition = cast.an_edition(**{**change, **dates})
    page = read(client, secretary, edition.course)
    assert said in page
    assert "Pedir plaza" not in page


def test_during_the_class_the_button_leads_into_the_room(client: Client, secretary: User):
    edition = cast.an_edition()
    session = cast.a_class(edition, starts_in=-5)
    cast.a_place(edition, secretary)
    page = read(client, secretary, edition.course)
    assert f'href="/sala/{session.room.key}/"' in page
    assert "Entrar en la clase" in page


def test_without_a_place_the_room_is_not_shown(client: Client, secretary: User):
    edition = cast.an_edition()
    session = cast.a_class(edition, starts_in=-5)
    assert session.room.key not in read(client, secretary, edition.course)


def test_the_trainer_finds_the_class_to_open_and_no_place_to_ask_for(client: Client, trainer: User):
    edition = cast.an_edition()
    edition.trainers.add(trainer)
    cast.a_class(edition, starts_in=5)
    page = read(client, trainer, edition.course)
    assert "La das tú" in page
    assert "Abrir la clase" in page
    assert "Pedir plaza" not in page


def test_a_planned_edition_is_not_announced(client: Client, secretary: User):
    edition = cast.an_edition(state=EditionState.PLANNED, title="Primavera secreta")
    assert "Primavera secreta" not in read(client, secretary, edition.course)


def test_what_was_given_back_leaves_the_page_as_if_never_asked(client: Client, secretary: User):
    edition = cast.an_edition()
    cast.a_place(edition, secretary, state=EnrolmentState.WITHDRAWN)
    assert "Pedir plaza<" in read(client, secretary, edition.course)


def queries_of(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.mark.parametrize(("lessons", "learners", "classes"), [(1, 1, 1), (3, 3, 3), (12, 9, 4)])
def test_it_asks_the_database_at_most_eleven_times_and_weighs_little(
    client: Client, secretary: User, lessons: int, learners: int, classes: int
):
    edition = cast.an_edition(cast.a_course(lessons=lessons))
    for _ in range(learners):
        cast.a_place(edition, cast.a_secretary(1))
    for turn in range(classes):
        cast.a_class(edition, starts_in=60 * (turn + 1))
    cast.signed_in(client, secretary)
    assert queries_of(client, edition.course.url) == 11
    assert len(client.get(edition.course.url).content) < 60 * KILOBYTE


@pytest.mark.parametrize("lessons", [1, 3, 12])
def test_a_lesson_asks_at_most_ten_times(client: Client, secretary: User, lessons: int):
    course = cast.a_course(lessons=lessons)
    cast.signed_in(client, secretary)
    assert queries_of(client, cast.lessons_of(course)[0].url) <= 10


@pytest.mark.parametrize("courses", [1, 3])
def test_the_catalogue_asks_the_same_whatever_its_length(client: Client, secretary: User, courses: int):
    programme = cast.a_programme()
    for _ in range(courses):
        cast.an_edition(cast.a_course(lessons=1, programme=programme))
    cast.signed_in(client, secretary)
    assert queries_of(client, programme.url) <= 11
    assert queries_of(client, reverse("courses:programme")) <= 10
