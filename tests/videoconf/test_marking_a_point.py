"""Marks: who directs writes that a point begins; it is one more line of the story, for ever in its place."""

import pytest

from core import events
from core.models import AuditEntry
from tests.videoconf.acts import a_person, a_room, entered
from videoconf.services import RoomRefused, leave, mark, say, state_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def host():
    return a_person("Marta")


@pytest.fixture
def by(host):
    person = a_person("Elena")
    room = a_room(host=host, speakers=(person,))
    entered(room, person)
    return entered(room, host, connection="one")


def other(by):
    return by.room.participants.exclude(pk=by.pk).get()


def test_a_mark_divides_the_conversation_where_it_was_written(by, host):
    say(participant=by, text="buenos días", ref="1")
    number = mark(by=by, text=" Punto 1. Lectura del acta ")
    say(participant=other(by), text="de acuerdo", ref="2")
    told = [(row["kind"], row["data"]["text"]) for row in state_of(by.room_id)["chat"]]
    assert told == [("chat", "buenos días"), ("mark", "Punto 1. Lectura del acta"), ("chat", "de acuerdo")]
    noted = AuditEntry.objects.get(action="videoconf.room.marked")
    assert (noted.actor_id, noted.detail["event"]) == (host.pk, str(number))


def test_the_chain_holds_with_it(by):
    mark(by=by, text="Punto 1")
    by.room.refresh_from_db()
    assert events.verify(by.room).ok is True


def test_nobody_marks_but_who_directs_and_from_inside(by):
    for who, code in ((other(by), "forbidden"), (by, "not_in_room")):
        leave(participant=by, connection="one") if who == by else None
        with pytest.raises(RoomRefused) as refused:
            mark(by=who, text="Punto 1")
        assert refused.value.code == code
    assert state_of(by.room_id)["chat"] == []
