"""Row 16: two web processes and a class; Redis is gone for a minute. Slower, and nothing is lost."""

import asyncio
import os
import subprocess
import sys
import time

import pytest
from channels.db import database_sync_to_async

from tests.support.needs import need
from tests.support.services import answers, free_port, wait_until
from tests.videoconf.crowd.people import a_room, tickets
from tests.videoconf.crowd.server import SERVES_ITS_FILE, room_servers
from tests.videoconf.crowd.visitor import Visitor, until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.redis,
    pytest.mark.django_db(transaction=True),
    SERVES_ITS_FILE,
]
# The clock of Redis is not ours: the whole minute is waited for when the scorecard is made.
AWAY = float(os.environ.get("REDIS_AWAY", "60" if "SCORECARD_OUT" in os.environ else "6"))
PEOPLE = 10
UNGUARDED = "tests.videoconf.crowd.unguarded:application"


class Redis:
    """One that can be taken away and put back on the same port."""

    def __init__(self) -> None:
        self.port, self.program, self.running = free_port(), need("redis-server"), None

    def start(self) -> None:
        order = [self.program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        self.running = subprocess.Popen(order, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until(lambda: answers(self.port), "Redis")

    def stop(self) -> None:
        if self.running is not None:
            self.running.kill()
            self.running.wait()


class Crossing:
    """How long each line of one process takes to reach the pages of the other."""

    def __init__(self) -> None:
        self.began: dict[str, float] = {}
        self.took: dict[str, float] = {}

    def heard(self, frame: bytes, page: Visitor) -> None:
        for ref in [ref for ref in self.began if ref not in self.took and ref.encode() in frame]:
            self.took[ref] = time.monotonic() - self.began[ref]

    def write(self, page: Visitor) -> str:
        ref = page.write("una línea")
        self.began[ref] = time.monotonic()
        return ref


async def through_the_cut(redis, guests, away: float, **env: str) -> tuple[int, int, list[float]]:
    """Return how many lines were said, how many some page lacks, and how long they took while it was away."""
    with room_servers(2, REDIS_URL=f"redis://127.0.0.1:{redis.port}/0", **env) as (one, other):
        crossing = Crossing()
        writes = Visitor(guests[0], one.port).come()
        reads = [Visitor(guests[1], other.port, heard=crossing.heard).come()]
        reads += [
            Visitor(ticket, (one, other)[turn % 2].port).come() for turn, ticket in enumerate(guests[2:-1])
        ]
        pages = [writes, *reads]
        await until(lambda: all(page.seated for page in pages), "todas dentro")
        await _letter_crosses(writes, reads[0])
        redis.stop()
        late, told, end = Visitor(guests[-1], other.port), [], time.monotonic() + away
        late.come()
        while time.monotonic() < end:
            told.append(crossing.write(writes))
            await asyncio.sleep(0.5)
        await asyncio.sleep(3)
        lacking = sum(len({*told} - {ref for _, ref in page.chat}) for page in reads)
        slow = [crossing.took[ref] for ref in told if ref in crossing.took]
        if not env:
            await until(lambda: late.seated, "quien llega mientras tanto")
            redis.start()
            await _letter_crosses(writes, reads[0], seconds=60)
        for page in (*pages, late):
            await page.go()
    return len(told), lacking, slow


async def _letter_crosses(writes: Visitor, reads: Visitor, seconds: float = 30) -> None:
    """Wait until what is not kept crosses too, as it does only through Redis."""
    seen: list[bytes] = []
    before, reads._also = reads._also, lambda frame, page: seen.append(frame) if b'"typed"' in frame else None
    limit, turn = time.monotonic() + seconds, 0
    while not seen:
        assert time.monotonic() < limit, "lo que se está escribiendo no cruza"
        writes.type(turn := turn + 1, "hola")
        await asyncio.sleep(0.3)
    reads._also = before


async def test_it_degrades_and_nothing_is_lost(scorecard, capsys):
    at_db, redis = database_sync_to_async, Redis()
    room = await at_db(a_room)()
    guests = await at_db(tickets)(room, PEOPLE)
    try:
        redis.start()
        said, lacking, slow = await through_the_cut(redis, guests, AWAY)
        blind = await through_the_cut(redis, guests, 4, site=UNGUARDED, GUARD_OFF="table")
    finally:
        redis.stop()
    control = f"sin mirar la tabla cada segundo faltan {blind[1]}, con {blind[0]} líneas dichas"
    p95 = sorted(slow)[int(len(slow) * 0.95) - 1]
    told = f"líneas que faltan a alguien; {said} dichas en {AWAY:.0f} s sin Redis; tardan {p95:.2f} s (p95)"
    await at_db(scorecard)("16", lacking, told, "0", control=control)
    with capsys.disabled():
        sys.stdout.write(f"\nsin Redis {AWAY:.0f} s: {said} líneas, faltan {lacking}, p95 {p95:.2f} s\n")
    assert (said > 0, lacking) == (True, 0)
    assert blind[1] > 0
