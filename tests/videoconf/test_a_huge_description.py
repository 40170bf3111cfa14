"""A description of a mebibyte ends the line that sent it, and nobody else hears of it."""

import json
from contextlib import asynccontextmanager

import pytest
from channels.db import database_sync_to_async

from tests.videoconf.acts import a_person, a_room, page_of
from videoconf import protocol

pytestmark = pytest.mark.django_db(transaction=True)
at_db = database_sync_to_async
SDP = "v=0\r\n" + "a=candidate:1 1 udp 1 10.0.0.1 9 typ host\r\n" * 24_000


def frames(to: int, peer: str) -> list[str]:
    description = {"type": "offer", "sdp": SDP}
    return [
        json.dumps({"kind": "signal", "to": to, "peer": peer, "data": {"description": description}}),
        json.dumps({"kind": "publish", "leg": 1, "sdp": SDP}),
        json.dumps({"kind": "answer", "leg": 1, "sdp": SDP}),
    ]


@asynccontextmanager
async def two_inside():
    """Two pages of a room, both inside: the one that sends, and the one it would reach."""
    one, other = await at_db(a_person)(), await at_db(a_person)()
    room = await at_db(a_room)(speakers=(one, other))
    async with page_of(other, room) as hears, page_of(one, room) as sends:
        seat = (await hears.join())["me"]
        await sends.join()
        yield sends, hears, frames(seat, hears.peer)


@pytest.mark.parametrize("which", range(3), ids=["signal", "publish", "answer"])
async def test_it_ends_the_line_and_reaches_nobody(which):
    assert len(SDP) > 1_000_000
    async with two_inside() as (sends, hears, ready):
        await sends.send(ready[which])
        assert await sends.closed_with() == 1009
        assert [heard for heard in await hears.heard_until_pong() if heard["kind"] == "signal"] == []


async def test_without_the_limits_it_would_reach_the_other(monkeypatch):
    """Negative control: the size of a frame, and that of a description."""
    monkeypatch.setattr(protocol, "LONGEST_FRAME", 2**30)
    monkeypatch.setattr(protocol, "LONGEST_SDP", 2**30)
    async with two_inside() as (sends, hears, ready):
        await sends.send(ready[0])
        assert (await hears.hear("signal"))["data"]["description"]["sdp"] == SDP
