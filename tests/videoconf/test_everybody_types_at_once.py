"""Many people writing at once: a room passes on a bounded number of half-written lines, captions apart."""

from contextlib import AsyncExitStack

import pytest
from channels.db import database_sync_to_async

from tests.videoconf.acts import a_person, a_room, page_of
from videoconf.consumers import limits
from videoconf.consumers.limits import Bucket, Rooms
from videoconf.models import Participant

pytestmark = pytest.mark.django_db(transaction=True)
at_db = database_sync_to_async
WRITERS, PIECES = 4, 20


def piece(seq: int) -> dict:
    return {"ref": "r1", "seq": seq, "at": 0, "text": "a" * seq}


async def everybody(*, kind: str = "typed") -> int:
    """Let four people write twenty pieces each as fast as they can; return how many a fifth one reads."""
    host, *writers = [await at_db(a_person)() for _ in range(WRITERS + 1)]
    room = await at_db(a_room)(host=host, speakers=tuple(writers))
    async with AsyncExitStack() as open_pages:
        reads = await open_pages.enter_async_context(page_of(host, room))
        pages = [await open_pages.enter_async_context(page_of(one, room)) for one in writers]
        for page in (reads, *pages):
            await page.join()
        if kind == "caption_typed":
            await at_db(Participant.objects.filter(room=room).update)(captions=True)
            for page in pages:
                await page.join()
        for seq in range(1, PIECES + 1):
            for page in pages:
                await page.say(kind, **piece(seq))
        for page in pages:
            await page.heard_until_pong()
        await pages[0].say("chat", text="fin", ref="fin")
        heard = 0
        while (await reads.hear("typed", "chat"))["kind"] == "typed":
            heard += 1
        return heard


@pytest.fixture
def _a_tight_room(monkeypatch):
    monkeypatch.setattr(limits, "room_bucket", lambda: Bucket(rate=0.001, burst=30))


@pytest.mark.usefixtures("_a_tight_room")
async def test_a_room_passes_on_so_many_pieces_whoever_writes_them():
    assert await everybody() == 30


@pytest.mark.usefixtures("_a_tight_room")
async def test_who_captions_is_read_though_the_others_write_without_end():
    assert await everybody(kind="caption_typed") == WRITERS * PIECES


async def test_without_that_limit_every_piece_would_go_to_everybody(monkeypatch):
    """Negative control: it is the room's allowance that holds them back, not each writer's own."""
    monkeypatch.setattr(limits, "room_bucket", lambda: Bucket(rate=10_000, burst=10_000))
    assert await everybody() == WRITERS * PIECES


def test_a_room_that_has_been_quiet_is_forgotten_and_one_that_speaks_is_not(monkeypatch):
    hour = [0.0]
    monkeypatch.setattr(limits.time, "monotonic", lambda: hour[0])
    rooms = Rooms()
    assert rooms.may_type(1)
    hour[0] = 61.0
    rooms.may_type(2)
    hour[0] = 62.0
    rooms.may_type(3)
    assert sorted(rooms._buckets) == [2, 3]
