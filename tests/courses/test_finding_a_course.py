"""The catalogue is narrowed by a plain form, and shows each course as one finds it."""

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import ProgrammePage
from people.models import User
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(db: None) -> ProgrammePage:
    made = cast.a_programme()
    register = cast.a_course(1, made, title="Registro electrónico", level="Básico")
    cast.a_course(1, made, title="Contratos menores", level="Medio")
    cast.an_edition(register, capacity=30)
    return made


def titles(client: Client, address: str) -> list[str]:
    """The courses of a page, in order."""
    return [card["title"] for card in client.get(address).context["courses"]]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["Registro electrónico", "Contratos menores"]),
        ("?q=registro", ["Registro electrónico"]),
        ("?q=REGISTRO+electr", ["Registro electrónico"]),
        ("?level=Medio", ["Contratos menores"]),
        ("?open=on", ["Registro electrónico"]),
        ("?level=Medio&open=on", []),
    ],
)
def test_it_is_narrowed_by_address_alone(
    client: Client, secretary: User, programme: ProgrammePage, asked: str, found: list[str]
):
    cast.signed_in(client, secretary)
    assert titles(client, programme.url + asked) == found
    assert titles(client, reverse("courses:programme") + asked) == found


def test_a_level_that_does_not_exist_finds_nothing_wrong(
    client: Client, secretary: User, programme: ProgrammePage
):
    page = cast.signed_in(client, secretary).get(f"{programme.url}?level=Inventado")
    assert page.status_code == 200
    assert len(page.context["courses"]) == 2


def test_a_stranger_sees_only_what_is_public(client: Client, programme: ProgrammePage):
    assert titles(client, reverse("courses:programme")) == []


def test_each_card_says_how_it_is(client: Client, secretary: User, programme: ProgrammePage):
    page = cast.signed_in(client, secretary).get(programme.url).content.decode()
    assert "Quedan 30 plazas de 30" in page
    assert "Sin edición abierta ahora" in page
