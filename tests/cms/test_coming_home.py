"""The first page: the front of the site for a stranger, the work of the day for who has signed in."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from cms import home
from cms.enums import Audience
from core import providers
from people.models import User
from tests.cast import signed_in
from tests.cms.pages import news

pytestmark = pytest.mark.django_db


@pytest.fixture
def pupil(secretary: User) -> Client:
    return signed_in(Client(), secretary)


def templates(client: Client) -> str:
    return client.get("/").templates[0].name


def test_a_stranger_gets_the_front_and_a_person_her_work(client: Client, pupil: Client) -> None:
    assert (templates(client), templates(pupil)) == ("landing.html", "home.html")


@pytest.mark.parametrize(
    ("utc_hour", "said"),
    [
        (7, "Buenos días"),
        (11, "Buenos días"),
        (12, "Buenas tardes"),
        (18, "Buenas tardes"),
        (19, "Buenas noches"),
    ],
)
def test_the_greeting_follows_the_hour_of_the_province(utc_hour: int, said: str) -> None:
    assert home.greeting(datetime(2026, 10, 5, utc_hour, 30, tzinfo=UTC)) == said


def test_the_last_news_come_newest_first_and_only_those_one_may_read(client: Client, pupil: Client) -> None:
    for day, audience in (
        (1, Audience.PUBLIC),
        (3, Audience.COUNCILS),
        (2, Audience.PUBLIC),
        (4, Audience.PROVINCE),
    ):
        news(f"Del día {day}", audience, published_on=datetime(2026, 10, day, tzinfo=UTC).date())
    seen = [[item.title for item in each.get("/").context["news"]] for each in (client, pupil)]
    assert seen == [["Del día 2", "Del día 1"], ["Del día 3", "Del día 2", "Del día 1"]]


def test_only_five_news_are_shown(pupil: Client) -> None:
    for number in range(7):
        news(f"Noticia {number}")
    assert len(pupil.get("/").context["news"]) == 5


def test_what_an_app_offers_is_shown_to_the_person(pupil: Client, secretary: User) -> None:
    def next_class(person: User, entities: object) -> providers.NextThing:
        return providers.NextThing(f"Clase de {person.first_name}", "/aula/1/", "Entrar", priority=1000)

    def waiting(person: User, entities: object) -> list[providers.TaskItem]:
        return [providers.TaskItem("Aceptar tu plaza", "/aula/2/", "Villaseca")]

    providers.now_providers.register(next_class)
    providers.task_providers.register(waiting)
    try:
        shown = pupil.get("/").content.decode()
    finally:
        providers.now_providers.unregister(next_class)
        providers.task_providers.unregister(waiting)
    assert f"Clase de {secretary.first_name}" in shown
    assert "Aceptar tu plaza" in shown


def test_an_empty_day_offers_a_first_step(pupil: Client) -> None:
    context = pupil.get("/").context
    assert (context["now"], context["nothing_next"].url != "") == (None, True)


def test_the_menu_is_drawn_without_asking_the_database(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        items = providers.navigation(AnonymousUser(), ())
    assert [item.label for item in items if item.label in {"Inicio", "Noticias", "Recursos", "Buscar"}] == [
        "Inicio", "Recursos", "Noticias", "Buscar",
    ]  # fmt: skip
