"""Offers, answers and candidates: to one page of one person, never to the others nor to the database."""

import pytest
from channels.db import database_sync_to_async

from tests.videoconf.acts import a_person, a_room, page_of
from videoconf.models import RoomEvent

pytestmark = pytest.mark.django_db(transaction=True)
DATA = {"description": {"type": "offer", "sdp": "v=0"}}


@pytest.fixture
def people():
    return [a_person(name) for name in ("Marta", "Elena", "Rocío")]


@pytest.fixture
def room(people):
    return a_room(host=people[0], speakers=tuple(people[1:]))


async def test_a_signal_reaches_the_page_it_is_for_and_no_other(people, room):
    async with (
        page_of(people[0], room) as one,
        page_of(people[1], room) as two,
        page_of(people[2], room) as three,
    ):
        mine, to = await one.join(), await two.join()
        await three.join()
        before = await RoomEvent.objects.acount()
        await one.say("signal", to=to["me"], peer=two.peer, data=DATA)
        heard = await two.hear("signal")
        assert (heard["by"], heard["peer"], heard["data"]) == (mine["me"], one.peer, DATA)
        kinds = {message["kind"] for message in await three.heard_until_pong()}
        assert "signal" not in kinds
        assert await RoomEvent.objects.acount() == before


async def test_a_signal_for_a_page_that_is_gone_is_not_given_to_the_new_one(people, room):
    async with page_of(people[0], room) as one, page_of(people[1], room) as two:
        await one.join()
        to = await two.join()
        await one.say("signal", to=to["me"], peer="another-page", data=DATA)
        await one.say("signal", to=to["me"], peer=two.peer, data={"candidate": None})
        assert (await two.hear("signal"))["data"] == {"candidate": None}


async def test_a_signal_does_not_cross_into_another_room(people, room):
    elsewhere = await database_sync_to_async(a_room)(speakers=tuple(people))
    async with page_of(people[0], room) as one, page_of(people[1], elsewhere) as two:
        await one.join()
        to = await two.join()
        await one.say("signal", to=to["me"], peer=two.peer, data=DATA)
        await one.heard_until_pong()
        kinds = {message["kind"] for message in await two.heard_until_pong()}
        assert "signal" not in kinds
