"""A page that does not read is let go; the others hear everything meanwhile."""

import asyncio

import pytest
from channels.db import database_sync_to_async

from config.routing import websocket
from core.hub import say as say_to_stream
from core.hub.values import LIMIT
from tests.videoconf.acts import PageSocket, a_person, a_room, cookie_of, headers, page_of
from videoconf.services import stream_of

pytestmark = pytest.mark.django_db(transaction=True)


async def test_who_does_not_read_is_closed_and_the_others_are_not():
    slow_person, other = await database_sync_to_async(a_person)(), await database_sync_to_async(a_person)()
    room = await database_sync_to_async(a_room)(speakers=(slow_person, other))
    slow = PageSocket(room.key, headers(await database_sync_to_async(cookie_of)(slow_person)))
    stuck, closes = asyncio.Event(), []

    async def behind_a_bad_line(scope, receive, send):
        async def put(message):
            if message["type"] == "websocket.close":
                closes.append(message["code"])
            elif stuck.is_set():
                await asyncio.sleep(3600)
            await send(message)

        await websocket(scope, receive, put)

    slow.line.application = behind_a_bad_line
    assert await slow.open()
    await slow.join()
    stuck.set()
    async with page_of(other, room) as page:
        await page.join()
        for number in range(LIMIT + 60):
            say_to_stream(stream_of(room), {"kind": "typed", "by": 0, "t": number})
            if number % 50 == 0:
                await asyncio.sleep(0.01)
        heard = [await page.hear("typed") for _ in range(LIMIT + 60)]
        assert [message["t"] for message in heard] == list(range(LIMIT + 60))
    assert closes == [4408]
    slow.line.stop(exceptions=False)
