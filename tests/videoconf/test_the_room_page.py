"""The page: for whom the room lets in, ready to enter; and the one after leaving."""

import json
import re
from pathlib import Path

import pytest
from django.urls import reverse

from tests.videoconf.acts import a_person, a_room, entered
from videoconf.models import Participant
from videoconf.pages import in_words
from videoconf.services import leave

pytestmark = pytest.mark.django_db
STATIC = Path(__file__).resolve().parents[2] / "site" / "static" / "room"


@pytest.fixture
def person():
    return a_person("Elena")


@pytest.fixture
def room(person):
    return a_room(speakers=(person,))


def page(client, room, name="room"):
    return client.get(reverse(f"videoconf:{name}", args=[room.key]))


def test_the_page_tells_its_script_what_it_needs(signed_in, person, room):
    text = page(signed_in(person), room).content.decode()
    settings = json.loads(re.search(r'id="room-settings" type="application/json">(.*?)</script>', text)[1])
    assert (settings["socket"], settings["role"], settings["name"]) == (
        f"/sala/{room.key}/socket/",
        "speaker",
        "Elena Castrillo",
    )


def test_only_who_directs_is_offered_to_end_the_class(signed_in, person):
    room = a_room(host=person)
    other = a_person()
    text = page(signed_in(person), room).content.decode()
    assert "Terminar la clase para todos" in text
    room = a_room(speakers=(other,))
    assert "Terminar la clase para todos" not in page(signed_in(other), room).content.decode()


@pytest.mark.parametrize("name", ["room", "left"])
def test_who_is_not_admitted_sees_a_refusal(signed_in, room, name):
    assert page(signed_in(a_person()), room, name).status_code == 403


@pytest.mark.parametrize("name", ["room", "left"])
def test_a_stranger_is_sent_to_sign_in(client, room, name):
    answer = page(client, room, name)
    assert (answer.status_code, "next=/sala/" in answer["Location"]) == (302, True)


def test_a_room_that_does_not_exist_is_not_found(signed_in, person):
    assert signed_in(person).get("/sala/nada/").status_code == 404


def test_who_was_removed_is_refused_the_page(signed_in, person, room):
    entered(room, person)
    Participant.objects.update(state="removed")
    assert page(signed_in(person), room).status_code == 403


def test_after_leaving_one_reads_the_time_attended(signed_in, stopped_clock, person):
    room = a_room(speakers=(person,))
    seat = entered(room, person, connection="one")
    stopped_clock.pass_(62)
    leave(participant=seat, connection="one")
    text = page(signed_in(person), room, "left").content.decode()
    assert "Has estado <b>1 minuto y 2 segundos</b>" in text


def test_who_never_entered_is_told_so(signed_in, person, room):
    assert "No has llegado a entrar" in page(signed_in(person), room, "left").content.decode()


def test_the_page_asks_the_same_whatever_the_people_inside(
    signed_in, person, room, django_assert_max_num_queries
):
    client = signed_in(person)
    page(client, room)
    with django_assert_max_num_queries(10):
        page(client, room)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "menos de un segundo"),
        (1, "1 segundo"),
        (61, "1 minuto y 1 segundo"),
        (3600, "1 hora"),
        (7325, "2 horas, 2 minutos y 5 segundos"),
    ],
)
def test_a_length_of_time_is_said_in_words(seconds, said):
    assert in_words(seconds) == said


def test_the_script_of_the_room_stays_small():
    total = sum(path.stat().st_size for path in STATIC.glob("*.js"))
    assert total <= 145_000, "150 KB son el límite; aquí se mira antes de llegar"


def test_the_page_and_the_server_check_the_same_messages():
    from videoconf.protocol import INCOMING

    script = (STATIC / "protocol.js").read_text()
    block = re.search(r"export const OUTGOING = \{(.*?)\n\};", script, re.DOTALL)[1]
    sent = {
        kind: set(re.findall(r"(\w+):", fields)) for kind, fields in re.findall(r"(\w+): \{(.*?)\}", block)
    }
    assert sent == {kind: {n for n, f in fields.items() if f.required} for kind, fields in INCOMING.items()}
