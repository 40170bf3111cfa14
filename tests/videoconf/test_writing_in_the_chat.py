"""Writing: one line once, numbered and chained; the words can be erased and the chain still holds."""

import pytest

from core import events
from tests.videoconf.acts import a_person, a_room, entered
from videoconf.enums import EventKind
from videoconf.models import RoomEvent, RoomEventPayload
from videoconf.services import RoomRefused, leave, say, state_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat():
    person = a_person()
    return entered(a_room(speakers=(person,)), person, connection="one")


def lines(room):
    return [row["data"]["text"] for row in state_of(room.pk)["chat"]]


def test_a_line_is_numbered_after_what_came_before(seat):
    numbers = [say(participant=seat, text=f" línea {n} ", ref=f"r{n}") for n in range(3)]
    assert (numbers, lines(seat.room)) == ([3, 4, 5], ["línea 0", "línea 1", "línea 2"])


def test_a_line_sent_again_after_a_cut_is_written_once(seat):
    first = say(participant=seat, text="hola", ref="r1")
    assert say(participant=seat, text="hola", ref="r1") == first
    assert RoomEvent.objects.filter(kind=EventKind.CHAT).count() == 1


def test_two_people_may_choose_the_same_reference(seat):
    other = a_person()
    second = entered(a_room(speakers=(other,)), other)
    say(participant=seat, text="hola", ref="r1")
    say(participant=second, text="buenas", ref="r1")
    assert (lines(seat.room), lines(second.room)) == (["hola"], ["buenas"])


def test_who_has_left_writes_nothing(seat):
    leave(participant=seat, connection="one")
    with pytest.raises(RoomRefused) as refused:
        say(participant=seat, text="hola", ref="r1")
    assert (refused.value.code, lines(seat.room)) == ("not_in_room", [])


def test_the_chain_holds_after_the_words_are_erased(seat):
    say(participant=seat, text="hola", ref="r1")
    RoomEventPayload.objects.all().delete()
    room = seat.room
    room.refresh_from_db()
    assert (events.verify(room).ok, state_of(room.pk)["chat"][0]["data"]) == (True, None)


def test_words_changed_by_hand_are_found(seat):
    number = say(participant=seat, text="hola", ref="r1")
    payload = RoomEventPayload.objects.get(event__number=number)
    payload.body = {**payload.body, "text": "adiós"}
    payload.save()
    seat.room.refresh_from_db()
    assert [error.number for error in events.verify(seat.room).errors] == [number]
