"""The lock: nobody new enters, who was in comes back, and opening it lets in who was at the door."""

import pytest
from channels.db import database_sync_to_async

from core.models import AuditEntry
from tests.videoconf.acts import a_person, a_room, entered, page_of
from videoconf.enums import EventKind, ParticipantState
from videoconf.services import Door, RoomRefused, admit, leave, lock, lose
from videoconf.services.lobby import queue_of

pytestmark = pytest.mark.django_db(transaction=True)
at_db = database_sync_to_async


@pytest.fixture
def host():
    return a_person("Marta")


@pytest.fixture
def people():
    return [a_person(name) for name in ("Elena", "Lucía")]


@pytest.fixture
def room(host, people):
    return a_room(host=host, speakers=tuple(people))


@pytest.fixture
def by(room, host):
    return entered(room, host, connection="host")


def test_nobody_new_enters_and_who_was_in_comes_back(room, host, by, people):
    seat = entered(room, people[0], connection="one")
    lock(by=by, on=True)
    with pytest.raises(RoomRefused) as refused:
        entered(room, people[1])
    assert refused.value.code == "locked"
    lose(connection="one", at=seat.since)
    assert entered(room, people[0], connection="two").state == ParticipantState.PRESENT
    leave(participant=seat, connection="two")
    leave(participant=by, connection="host")
    states = [entered(room, person).state for person in (people[0], host)]
    assert states == [ParticipantState.PRESENT] * 2


def test_without_the_rule_somebody_new_would_enter(room, by, people, monkeypatch):
    """Negative control."""
    from videoconf.services import presence

    lock(by=by, on=True)
    monkeypatch.setattr(presence, "is_shut_out", lambda **_: False)
    assert entered(room, people[1]).state == ParticipantState.PRESENT


def test_opened_again_they_enter_and_each_change_is_told_once(room, by, people):
    for on in (True, True, False, False):
        lock(by=by, on=on)
    assert entered(room, people[1]).state == ParticipantState.PRESENT
    assert room.events.filter(kind=EventKind.LOCK).count() == 2
    acts = AuditEntry.objects.filter(action__startswith="videoconf.room.").values_list("action", flat=True)
    assert list(acts) == ["videoconf.room.locked", "videoconf.room.unlocked"]


def test_who_called_before_keeps_her_place_and_nobody_is_let_in_meanwhile(host, people):
    room = a_room(host=host, speakers=tuple(people), door=Door(waiting_room=True))
    by, waiting = entered(room, host), entered(room, people[0])
    lock(by=by, on=True)
    assert entered(room, people[0]).state == ParticipantState.WAITING
    with pytest.raises(RoomRefused) as refused:
        entered(room, people[1])
    assert (refused.value.code, queue_of(room)) == ("locked", [waiting.pk])
    with pytest.raises(RoomRefused) as refused:
        admit(by=by, who=waiting.pk)
    assert refused.value.code == "shut"
    lock(by=by, on=False)
    assert admit(by=by, who=waiting.pk) == [waiting.pk]


def test_who_was_let_in_before_the_lock_comes_in(host, people):
    room = a_room(host=host, speakers=tuple(people), door=Door(waiting_room=True))
    by, waiting = entered(room, host), entered(room, people[0])
    admit(by=by, who=waiting.pk)
    lock(by=by, on=True)
    assert entered(room, people[0]).state == ParticipantState.PRESENT


async def test_at_a_shut_door_one_hears_so_and_comes_in_when_it_opens(room, host, people):
    async with page_of(host, room) as directs, page_of(people[0], room) as page:
        await directs.join()
        await directs.say("lock", on=True)
        await directs.hear("lock")
        await page.say("hello", v=1)
        assert (await page.hear("state"))["people"] == []
        await page.say("join", peer=page.peer, video=True, microphone=False, camera=False)
        assert (await page.hear("error"))["code"] == "locked"
        await directs.say("lock", on=False)
        await page.hear("again")
        assert (await page.join())["seat"] == "video"


async def test_who_does_not_direct_cannot_shut_it(room, host, people):
    async with page_of(host, room) as directs, page_of(people[0], room) as page:
        await directs.join()
        await page.join()
        await page.say("lock", on=True)
        assert (await page.hear("error"))["code"] == "forbidden"
    await room.arefresh_from_db()
    assert room.locked is False
