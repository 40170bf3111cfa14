"""Putting somebody out: from every window, for good, with her presence closed and the act written."""

import pytest
from channels.db import database_sync_to_async

from core.models import AuditEntry
from tests.videoconf.acts import PageSocket, a_person, a_room, cookie_of, entered, headers, page_of
from videoconf.enums import EventKind, ParticipantState, PresenceEnd
from videoconf.models import Participant, PresenceSpan
from videoconf.services import Door, RoomRefused, attendance_of, leave, remove
from videoconf.services.lobby import queue_of

pytestmark = pytest.mark.django_db(transaction=True)
at_db = database_sync_to_async


@pytest.fixture
def host():
    return a_person("Marta")


@pytest.fixture
def person():
    return a_person("Elena")


@pytest.fixture
def room(host, person):
    return a_room(host=host, speakers=(person,))


def test_her_presence_ends_with_its_cause_and_the_act_is_written(stopped_clock, host, person):
    room = a_room(host=host, speakers=(person,))
    by, seat = entered(room, host), entered(room, person)
    stopped_clock.pass_(3)
    remove(by=by, who=seat.pk)
    seat.refresh_from_db()
    span = PresenceSpan.objects.get(participant=seat)
    seconds = {roll.participant.pk: roll.seconds for roll in attendance_of(room)}
    assert (seat.state, span.cause, seconds[seat.pk]) == (
        ParticipantState.REMOVED,
        PresenceEnd.REMOVED,
        3,
    )
    entry = AuditEntry.objects.get(action="videoconf.participant.removed")
    assert (entry.actor_id, entry.detail["who"]) == (host.pk, [seat.pk])
    last = room.events.select_related("payload").last()
    assert (last.kind, last.payload.body["cause"]) == (EventKind.LEAVE, "removed")


def test_a_line_that_had_been_silent_counts_until_it_was_heard(stopped_clock, host, person):
    room = a_room(host=host, speakers=(person,))
    by, seat = entered(room, host), entered(room, person)
    stopped_clock.pass_(10)
    remove(by=by, who=seat.pk)
    span = PresenceSpan.objects.get(participant=seat)
    seat.refresh_from_db()
    assert (seat.state, span.left_at) == (ParticipantState.REMOVED, span.joined_at)


def test_she_does_not_come_back_whatever_she_was(room, host, person):
    by, seat = entered(room, host), entered(room, person, connection="one")
    leave(participant=seat, connection="one")
    remove(by=by, who=seat.pk)
    with pytest.raises(RoomRefused) as refused:
        entered(room, person)
    assert refused.value.code == "forbidden"
    with pytest.raises(RoomRefused) as refused:
        remove(by=by, who=seat.pk)
    assert refused.value.code == "gone"


def test_who_waits_may_be_put_out_of_the_door(host, person):
    room = a_room(host=host, speakers=(person,), door=Door(waiting_room=True))
    by, seat = entered(room, host), entered(room, person)
    remove(by=by, who=seat.pk)
    seat.refresh_from_db()
    assert (seat.state, queue_of(room)) == (ParticipantState.REMOVED, [])
    with pytest.raises(RoomRefused) as refused:
        entered(room, person)
    assert refused.value.code == "forbidden"


def test_nobody_puts_out_a_host(room, host, person):
    by, seat = entered(room, host), entered(room, person)
    with pytest.raises(RoomRefused) as refused:
        remove(by=by, who=by.pk)
    assert refused.value.code == "forbidden"
    Participant.objects.filter(pk=seat.pk).update(role="cohost")
    with pytest.raises(RoomRefused) as refused:
        remove(by=seat, who=by.pk)
    assert refused.value.code == "forbidden"


async def test_every_window_of_hers_closes_and_a_new_session_does_not_open(room, host, person):
    async with (
        page_of(host, room) as directs,
        page_of(person, room) as inside,
        page_of(person, room) as only_looking,
    ):
        await directs.join()
        me = (await inside.join())["me"]
        await only_looking.say("hello", v=1)
        await only_looking.hear("state")
        await directs.say("remove", who=me)
        assert (await inside.hear("error"))["code"] == "removed"
        assert await inside.closed_with() == 4412
        assert await only_looking.closed_with() == 4412
        # Another sign-in, another browser: the same person.
        again = PageSocket(room.key, headers(await at_db(cookie_of)(person)))
        assert await again.open()
        assert await again.closed_with() == 4403
        await again.close()


async def test_an_open_socket_says_nothing_more_once_she_is_out(room, host, person):
    async with page_of(person, room) as page:
        me = (await page.join())["me"]
        by = await at_db(entered)(room, host)
        await at_db(remove)(by=by, who=me)
        await page.say("chat", text="sigo aquí", ref="r")
        assert await page.closed_with() == 4412
    assert await room.events.filter(kind=EventKind.CHAT).acount() == 0


async def test_without_the_rule_she_would_open_the_room_again(room, host, person, monkeypatch):
    """Negative control: it is the access table that keeps her out, not the lack of a page."""
    by = await at_db(entered)(room, host)
    seat = await at_db(entered)(room, person)
    await at_db(remove)(by=by, who=seat.pk)
    async with page_of(person, room) as page:
        assert await page.closed_with() == 4403
    from core import access
    from people.rules import anyone

    monkeypatch.setattr(access, "rule_for", lambda kind, name, action: anyone)
    async with page_of(person, room) as page:
        await page.say("ping", t=1)
        assert (await page.hear("pong"))["t"] == 1


async def test_who_does_not_direct_puts_nobody_out(room, host, person):
    async with page_of(host, room) as directs, page_of(person, room) as page:
        target = (await directs.join())["me"]
        await page.join()
        await page.say("remove", who=target)
        assert (await page.hear("error"))["code"] == "forbidden"
