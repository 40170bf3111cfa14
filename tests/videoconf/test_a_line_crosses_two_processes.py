"""A class over two web processes and Redis: a line of one is on everybody's page, once, soon."""

import asyncio
import os
import sys
import time

import pytest
from channels.db import database_sync_to_async

from tests.videoconf.crowd.people import a_room, tickets
from tests.videoconf.crowd.server import SERVES_ITS_FILE, room_servers
from tests.videoconf.crowd.visitor import Visitor, until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.redis,
    pytest.mark.django_db(transaction=True),
    SERVES_ITS_FILE,
]
# The bench plays two hundred people and forty lines (ROOM_PEOPLE, ROOM_LINES); how long it takes, it judges.
PEOPLE = int(os.environ.get("ROOM_PEOPLE", "20"))
LINES = int(os.environ.get("ROOM_LINES", "10"))
PAUSE = 0.7


class Arrivals:
    """When each line was written, and how long it took to reach each page."""

    def __init__(self) -> None:
        self.began: dict[str, float] = {}
        self.took: list[float] = []

    def heard(self, frame: bytes, page: Visitor) -> None:
        at = frame.find(b'"text":"linea-')
        if at > 0:
            name = frame[at + 8 : frame.index(b'"', at + 8)].decode()
            self.took.append((time.monotonic() - self.began[name]) * 1000)


async def played(ports: list[int], guests: list) -> tuple[list[float], list[int]]:
    """Let one of each process write in turn; return every arrival, and how many lines each page has."""
    arrivals = Arrivals()
    pages = [
        Visitor(ticket, ports[turn % len(ports)], heard=arrivals.heard).come()
        for turn, ticket in enumerate(guests)
    ]
    await until(lambda: all(page.seated for page in pages), "todas dentro", 400)
    # The echo of so many coming in is over.
    await asyncio.sleep(3)
    for turn in range(LINES):
        name = f"linea-{turn}"
        arrivals.began[name] = time.monotonic()
        pages[turn % 2].write(name)
        await asyncio.sleep(PAUSE)
    await asyncio.sleep(2)
    for page in pages:
        await page.go()
    return sorted(arrivals.took), [len(page.chat) for page in pages]


def p95(times):
    return times[int(len(times) * 0.95) - 1]


async def test_a_line_is_on_every_page_of_both_processes(redis_url, capsys):
    at_db = database_sync_to_async
    guests = await at_db(tickets)(await at_db(a_room)(), PEOPLE)
    with room_servers(2, REDIS_URL=redis_url) as servers:
        took, have = await played([server.port for server in servers], guests)
    middle, load = took[len(took) // 2], os.getloadavg()[0]
    with capsys.disabled():
        figures = f"{p95(took):.0f} {middle:.0f} {len(took)} {PEOPLE * LINES} {PEOPLE} {load:.1f}"
        sys.stdout.write(f"\ndos procesos {figures}\n")
    assert (have, len(took)) == ([LINES] * PEOPLE, PEOPLE * LINES)


async def test_without_redis_only_the_look_at_the_table_brings_it(capsys):
    """Negative control: what crosses at once, crosses through Redis."""
    at_db = database_sync_to_async
    guests = await at_db(tickets)(await at_db(a_room)(), 4)
    with room_servers(2) as servers:
        took, have = await played([server.port for server in servers], guests)
    with capsys.disabled():
        sys.stdout.write(f"\nsin Redis {p95(took):.0f}\n")
    # Half of the pages wait for the next look, up to a second later.
    assert (have, max(took) > 150) == ([LINES] * 4, True)
