"""Microphone and camera: what is on is what the seat allows, and is told once."""

import pytest

from tests.videoconf.acts import a_person, a_room, entered
from videoconf.enums import EventKind
from videoconf.models import Participant, RoomEvent
from videoconf.services import RoomRefused, lose, set_media

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("seat", "asked", "given"),
    [
        ("video", (True, True), (True, True)),
        ("video", (False, True), (False, True)),
        ("audio", (True, True), (True, False)),
        ("text", (True, True), (False, False)),
    ],
)
def test_a_seat_carries_what_it_can(seat, asked, given):
    person = a_person()
    mine = entered(a_room(speakers=(person,)), person)
    Participant.objects.filter(pk=mine.pk).update(seat=seat)
    now = set_media(participant=mine, microphone=asked[0], camera=asked[1])
    assert (now.microphone, now.camera) == given


def test_saying_the_same_again_tells_nothing():
    person = a_person()
    mine = entered(a_room(speakers=(person,)), person)
    for _ in range(3):
        set_media(participant=mine, microphone=True, camera=False)
    assert RoomEvent.objects.filter(kind=EventKind.MEDIA).count() == 1


def test_who_is_not_there_switches_nothing():
    person = a_person()
    mine = entered(a_room(speakers=(person,)), person, connection="one")
    lose(connection="one", at=mine.since)
    with pytest.raises(RoomRefused) as refused:
        set_media(participant=mine, microphone=True, camera=True)
    assert refused.value.code == "not_in_room"
