"""Who may enter a class, and as what: asked by the room, answered by training."""

import pytest
from django.test import Client
from django.urls import reverse

from courses.enums import EnrolmentState
from courses.services import admit
from people.models import User
from tests import cast
from videoconf.admission import admission_for

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "role"),
    [
        ("secretary", None),
        ("councillor", None),
        ("editor", None),
        ("reviewer", None),
        ("trainer", None),
        ("guest_trainer", None),
        ("stranger", None),
        ("adviser", "listener"),
        ("head", "listener"),
        ("operator", "listener"),
    ],
)
def test_without_a_place_only_the_staff_of_the_whole_province_listens(
    who: str, role: str | None, request: pytest.FixtureRequest
):
    session = cast.a_class(cast.an_edition())
    admission = admit(request.getfixturevalue(who), session.room)
    assert (admission and admission.role) == role


@pytest.mark.parametrize("who", ["trainer", "guest_trainer"])
def test_the_trainer_of_the_edition_directs_it(who: str, request: pytest.FixtureRequest):
    person = request.getfixturevalue(who)
    session, other = cast.a_class(cast.an_edition()), cast.a_class(cast.an_edition())
    session.edition.trainers.add(person)
    assert admit(person, session.room).role == "host"
    assert admit(person, other.room) is None


@pytest.mark.parametrize(
    ("state", "role"),
    [
        ("applied", None),
        ("waiting", None),
        ("offered", None),
        ("confirmed", "speaker"),
        ("attended", "speaker"),
        ("no_show", "speaker"),
        ("withdrawn", None),
        ("rejected", None),
        ("expired", None),
    ],
)
def test_one_enters_with_a_place_and_not_with_less(secretary: User, state: str, role: str | None):
    session = cast.a_class(cast.an_edition())
    expires = cast.clock.now() if state == EnrolmentState.OFFERED else None
    cast.a_place(session.edition, secretary, state=state, offer_expires=expires)
    admission = admit(secretary, session.room)
    assert (admission and admission.role) == role


def test_one_is_there_for_the_town_hall_of_the_place(secretary: User):
    session, village = cast.a_class(cast.an_edition()), secretary.standing.entities[2]
    cast.a_place(session.edition, secretary, village)
    admission = admit(secretary, session.room)
    assert (admission.entity_id, admission.entity_name) == (village.pk, village.name)
    assert admission.display_name == secretary.get_full_name()
    assert admission.back_url == reverse("courses:session", args=[session.pk])


def test_the_room_asks_training(secretary: User):
    session = cast.a_class(cast.an_edition())
    assert admission_for(secretary, session.room) is None
    cast.a_place(session.edition, secretary)
    assert admission_for(secretary, session.room).role == "speaker"


def test_the_door_shows_for_whoever_enters_and_is_closed_to_the_rest(client: Client, secretary: User):
    session = cast.a_class(cast.an_edition(), starts_in=10)
    address = reverse("courses:session", args=[session.pk])
    cast.signed_in(client, secretary)
    assert client.get(address).status_code == 403
    cast.a_place(session.edition, secretary)
    page = client.get(address).content.decode()
    assert "Empieza en 10 minutos" in page
    assert f'href="/sala/{session.room.key}/"' in page
    assert "Entrar en la clase" in page
    assert "Solo audio" in page


def test_an_hour_before_the_page_says_from_when_one_enters(client: Client, secretary: User):
    session = cast.a_class(cast.an_edition(), starts_in=300)
    cast.a_place(session.edition, secretary)
    page = cast.signed_in(client, secretary).get(reverse("courses:session", args=[session.pk]))
    assert "Podrás entrar desde" in page.content.decode()
    assert "Entrar en la clase" not in page.content.decode()


def test_when_it_is_over_only_the_list_is_left(client: Client, trainer: User):
    session = cast.a_class(cast.an_edition(), starts_in=-120)
    session.edition.trainers.add(trainer)
    page = cast.signed_in(client, trainer).get(reverse("courses:session", args=[session.pk]))
    assert "Esta clase ha terminado" in page.content.decode()
    assert "Ver quién ha asistido" in page.content.decode()
    assert "Abrir la clase" not in page.content.decode()
