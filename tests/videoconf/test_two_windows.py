"""Two windows of one person: the last one holds the seat, the other is told."""

from datetime import timedelta

import pytest

from tests.videoconf.acts import a_person, a_room, page_of
from videoconf.consumers.socket import RoomSocket
from videoconf.models import Participant, PresenceSpan

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def person():
    return a_person()


@pytest.fixture
def room(person):
    return a_room(speakers=(person,))


async def test_the_newer_window_takes_the_seat(person, room):
    async with page_of(person, room) as first, page_of(person, room) as second:
        await first.join()
        await second.join()
        assert await first.closed_with() == 4409
        await second.say("chat", text="aquí", ref="r")
        assert (await second.hear("chat"))["data"]["text"] == "aquí"
    assert await Participant.objects.acount() == 1
    causes = [span.cause async for span in PresenceSpan.objects.order_by("joined_at")]
    assert causes == ["moved", "lost"]


async def test_a_window_that_has_not_entered_is_left_alone(person, room):
    async with page_of(person, room) as first, page_of(person, room) as second:
        await first.say("hello", v=1)
        await first.hear("state")
        await second.join()
        assert "moved" not in {message["kind"] for message in await first.heard_until_pong()}


async def test_a_dead_window_that_another_replaces_counts_until_it_was_last_heard(person, room, monkeypatch):
    async with page_of(person, room) as first, page_of(person, room) as second:
        await first.join()
        span = await PresenceSpan.objects.aget()
        heard = span.joined_at - timedelta(seconds=5)
        # As if it had come in nine seconds ago, and been silent for the last five.
        await PresenceSpan.objects.aupdate(joined_at=span.joined_at - timedelta(seconds=9))
        monkeypatch.setattr(RoomSocket, "_last_heard", lambda self: heard)
        await second.join()
        assert await first.closed_with() == 4409
        dead = await PresenceSpan.objects.order_by("joined_at").afirst()
        assert (dead.left_at, dead.cause) == (heard, "lost")
