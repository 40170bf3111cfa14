"""Coming back: everything since n, once and in order; and the page's sum of events is the room's state."""

import pytest
from channels.db import database_sync_to_async

from tests.videoconf.acts import a_person, a_room, entered, page_of
from videoconf.models import Participant
from videoconf.services import last_number, say, state, state_of

pytestmark = pytest.mark.django_db(transaction=True)
at_db = database_sync_to_async


@pytest.fixture
def person():
    return a_person()


@pytest.fixture
def other():
    return a_person("Marta")


@pytest.fixture
def room(person, other):
    return a_room(host=other, speakers=(person,))


async def chats(page, count):
    return [(await page.hear("chat"))["data"]["text"] for _ in range(count)]


async def test_what_was_said_during_a_cut_arrives_once_and_in_order(person, other, room):
    seat = await at_db(entered)(room, other)
    async with page_of(person, room) as page:
        await page.join()
        await at_db(say)(participant=seat, text="antes", ref="r0")
        last = (await page.hear("chat"))["n"]
    for number in range(3):
        await at_db(say)(participant=seat, text=f"durante {number}", ref=f"r{number + 1}")
    async with page_of(person, room) as page:
        await page.say("resume", v=1, after=last)
        assert await chats(page, 3) == ["durante 0", "durante 1", "durante 2"]
        await at_db(say)(participant=seat, text="después", ref="r9")
        assert await chats(page, 1) == ["después"]


async def test_a_line_sent_before_and_after_the_cut_is_there_once(person, room):
    async with page_of(person, room) as page:
        await page.join()
        await page.say("chat", text="hola", ref="uno")
        first = await page.hear("chat")
    async with page_of(person, room) as page:
        await page.join()
        await page.say("chat", text="hola", ref="uno")
        assert [m for m in await page.heard_until_pong() if m["kind"] == "chat"] == []
    assert [row["n"] for row in (await at_db(state_of)(room.pk))["chat"]] == [first["n"]]


async def test_a_number_beyond_the_last_gets_the_whole_state(person, room):
    async with page_of(person, room) as page:
        await page.say("resume", v=1, after=999)
        assert (await page.hear("state", "resumed"))["kind"] == "state"


async def test_a_page_that_missed_too_much_gets_the_whole_state(person, room, monkeypatch):
    from videoconf import services

    monkeypatch.setattr(services, "TOO_MANY", 1)
    await at_db(entered)(room, person)
    async with page_of(person, room) as page:
        await page.say("resume", v=1, after=0)
        found = await page.hear("state", "resumed")
        assert (found["kind"], found["n"]) == ("state", await at_db(last_number)(room.pk))


async def test_a_cut_keeps_the_seat_and_is_told_to_the_others(person, other, room):
    async with page_of(other, room) as host:
        await host.join()
        async with page_of(person, room) as page:
            await page.join()
        lost = await host.hear("lost")
        async with page_of(person, room) as page:
            await page.join()
            back = await host.hear("join")
        assert (lost["by"], back["data"]["seat"]) == (back["by"], "video")


async def test_saying_goodbye_closes_and_frees_the_seat(person, room):
    async with page_of(person, room) as page:
        await page.join()
        await page.say("leave")
        assert await page.closed_with() == 1000
    assert (await Participant.objects.aget()).state == "left"


def test_the_wire_names_match_the_page(person, room):
    """The fields the page checks for are the fields the server sends."""
    seat = entered(room, person)
    assert set(state.person_on_the_wire(seat)) == {
        "participant",
        "name",
        "entity",
        "role",
        "state",
        "seat",
        "peer",
        "microphone",
        "camera",
        "muted",
        "camera_stopped",
        "captions",
        "hand_at",
        "floor_since",
    }
