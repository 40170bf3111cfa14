"""Real-time text: what is being written reaches the others piece by piece, is kept nowhere, and heals."""

import json
import subprocess
from pathlib import Path

import pytest
from channels.db import database_sync_to_async

from tests.support.needs import need
from tests.videoconf.acts import a_person, a_room, page_of
from videoconf.consumers import socket as room_socket
from videoconf.consumers.limits import Bucket
from videoconf.models import RoomEvent
from videoconf.services import Door

pytestmark = pytest.mark.django_db(transaction=True)
at_db = database_sync_to_async
HERE = Path(__file__).resolve().parent


def piece(seq: int, at: int, text: str, ref: str = "r1") -> dict:
    return {"ref": ref, "seq": seq, "at": at, "text": text}


async def two(*, door: Door | None = None):
    host, other = await at_db(a_person)("Marta"), await at_db(a_person)("Elena")
    return host, other, await at_db(a_room)(host=host, speakers=(other,), door=door)


def typed_of(heard: list[dict]) -> list[dict]:
    return [message for message in heard if message["kind"] == "typed"]


async def test_each_piece_reaches_the_other_with_who_writes_and_is_not_kept():
    host, other, room = await two()
    async with page_of(host, room) as writes, page_of(other, room) as reads:
        me = (await writes.join())["me"]
        await reads.join()
        before = await RoomEvent.objects.filter(room=room).acount()
        await writes.say("typed", **piece(1, 0, "ho"))
        await writes.say("typed", **piece(2, 2, "la"))
        heard = [await reads.hear("typed") for _ in range(2)]
        assert heard == [
            {**piece(1, 0, "ho"), "kind": "typed", "by": me, "caption": False},
            {**piece(2, 2, "la"), "kind": "typed", "by": me, "caption": False},
        ]
        assert await RoomEvent.objects.filter(room=room).acount() == before


async def test_who_writes_does_not_hear_herself():
    host, other, room = await two()
    async with page_of(host, room) as writes, page_of(other, room) as reads:
        await writes.join()
        await reads.join()
        await writes.say("typed", **piece(1, 0, "hola"))
        await reads.hear("typed")
        assert typed_of(await writes.heard_until_pong()) == []


async def test_who_waits_at_the_door_reads_nothing():
    host, other, room = await two(door=Door(waiting_room=True))
    async with page_of(host, room) as writes, page_of(other, room) as waits:
        await writes.join()
        await waits.say("hello", v=1)
        await waits.hear("state")
        await waits.say("typed", **piece(1, 0, "abridme"))
        assert (await waits.hear("error"))["code"] == "not_in_room"
        await writes.say("typed", **piece(1, 0, "secreto"))
        await writes.say("chat", text="secreto", ref="r1")
        await writes.hear("chat")
        assert typed_of(await waits.heard_until_pong()) == []


async def test_the_finished_line_carries_the_name_it_had_while_written():
    host, other, room = await two()
    async with page_of(host, room) as writes, page_of(other, room) as reads:
        await writes.join()
        await reads.join()
        await writes.say("typed", **piece(1, 0, "hola"))
        ref = (await reads.hear("typed"))["ref"]
        await writes.say("chat", text="hola", ref=ref)
        assert (await reads.hear("chat"))["data"]["ref"] == ref


async def flood(writes, reads) -> int:
    """Send two hundred pieces in a hurry, then one that surely passes; count what arrived."""
    for seq in range(1, 101):
        await writes.say("typed", **piece(seq, 0, "a" * seq))
    await writes.say("chat", text="fin", ref="r1")
    heard = 0
    while (await reads.hear("typed", "chat"))["kind"] == "typed":
        heard += 1
    return heard


async def test_who_types_too_fast_is_heard_less_and_not_thrown_out():
    host, other, room = await two()
    async with page_of(host, room) as writes, page_of(other, room) as reads:
        await writes.join()
        await reads.join()
        assert 24 <= await flood(writes, reads) < 60


async def test_without_that_limit_everything_would_reach_everybody(monkeypatch):
    """Negative control: it is that allowance, and nothing else, that holds the pieces back."""
    monkeypatch.setattr(room_socket, "typing_bucket", lambda: Bucket(rate=1000, burst=1000))
    host, other, room = await two()
    async with page_of(host, room) as writes, page_of(other, room) as reads:
        await writes.join()
        await reads.join()
        assert await flood(writes, reads) == 100


def healed(*, whole: bool) -> list[dict]:
    """Run the page's own writer and reader over five hundred lines with a third of the packets lost."""
    script = HERE.parents[1] / "site" / "static" / "room" / "rtt.js"
    order = [
        need("node"),
        str(HERE / "typed_over_a_bad_line.mjs"),
        str(script),
        "500",
        "yes" if whole else "no",
    ]
    done = subprocess.run(order, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_lost_repeated_and_late_packets_are_put_right_by_the_next_whole_line():
    lines = healed(whole=True)
    assert [line for line in lines if line["seen"] != line["written"]] == []
    assert (len(lines), sum(line["lost"] for line in lines) > 1000) == (500, True)


def test_a_reader_never_shows_what_was_never_written():
    lines = healed(whole=False)
    assert [line for line in lines if line["invented"]] == []


def test_without_whole_lines_the_loss_would_stay():
    """Negative control: the pieces alone do not put it right."""
    lines = healed(whole=False)
    assert len([line for line in lines if line["seen"] != line["written"]]) > 100
