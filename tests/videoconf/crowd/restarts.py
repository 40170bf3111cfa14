"""Classes going on while the web process is restarted again and again: what was said, who is back when."""

import asyncio
import random
import signal
import time
from collections import Counter
from dataclasses import dataclass, field

from tests.videoconf.crowd.people import Ticket
from tests.videoconf.crowd.server import RoomServer
from tests.videoconf.crowd.visitor import Visitor, until

# Who writes: one in ten, a line each second or so.
WRITERS, PAUSE = 10, 1.0
# A killed process says nothing to anybody; one that is told to end closes its sockets first.
HOW = (signal.SIGTERM, signal.SIGKILL)
LONGEST = 300.0


@dataclass
class Outcome:
    """What every page has against what was said; and how long each one was without the room."""

    said: int = 0
    lost: int = 0
    doubled: int = 0
    reordered: int = 0
    # Seconds from the new process answering, and from the old one being told to end, until inside again.
    back: list[float] = field(default_factory=list)
    away: list[float] = field(default_factory=list)

    @property
    def wrong(self) -> int:
        """Everything that is not as it was said."""
        return self.lost + self.doubled + self.reordered


async def restarted(
    server: RoomServer, rooms: list[list[Ticket]], *, restarts: int, careful: bool = True
) -> Outcome:
    """Fill the rooms, let people write, restart, wait until everybody is back; count what each page has."""
    pages = [
        [Visitor(ticket, server.port, careful=careful).come() for ticket in tickets] for tickets in rooms
    ]
    everybody = [page for room in pages for page in room]
    outcome = Outcome()
    await until(lambda: all(page.seated for page in everybody), "todas dentro", LONGEST)
    writers = [asyncio.create_task(_write(page)) for room in pages for page in room[:: max(2, WRITERS)]]
    for turn in range(restarts):
        await asyncio.sleep(2)
        await _restart(server, everybody, HOW[turn % 2], outcome)
    await asyncio.sleep(2)
    for writer in writers:
        writer.cancel()
    if careful:
        await until(lambda: not any(page.unsaid for page in everybody), "todo lo dicho, numerado", LONGEST)
    for room in pages:
        await until(lambda room=room: len({page.n for page in room}) == 1, "todas al día", LONGEST)
        _judge(room, outcome)
    for page in everybody:
        await page.go()
    return outcome


async def _write(page: Visitor) -> None:
    while True:
        await asyncio.sleep(PAUSE * random.uniform(0.5, 1.5))
        page.write("una línea")


async def _restart(server: RoomServer, everybody: list[Visitor], how: int, outcome: Outcome) -> None:
    times = [len(page.inside) for page in everybody]
    began = time.monotonic()
    await asyncio.to_thread(server.stop, how)
    await asyncio.to_thread(server.start)
    answering = time.monotonic()
    there = [(page, count) for page, count in zip(everybody, times, strict=True)]
    await until(lambda: all(len(page.inside) > count for page, count in there), "todas de vuelta", LONGEST)
    inside = [page.inside[count] for page, count in there]
    outcome.back += [max(0.0, at - answering) for at in inside]
    outcome.away += [at - began for at in inside]


def _judge(room: list[Visitor], outcome: Outcome) -> None:
    """Compare each page's lines with those said; the order is that of the page that wrote each."""
    said = [page.said for page in room]
    outcome.said += sum(len(lines) for lines in said)
    # What came before she was there was in the state she was given, and is no line of hers.
    everything = max((page.chat for page in room), key=len)
    outcome.lost += sum(len(lines) for lines in said) - len({ref for _, ref in everything})
    for page in room:
        mine = [ref for number, ref in page.chat]
        due = [ref for number, ref in everything if number > page.first]
        outcome.lost += len(set(due) - set(mine))
        outcome.doubled += sum(times - 1 for times in Counter(mine).values())
        outcome.reordered += _inversions(mine, said)


def _inversions(mine: list[str], said: list[list[str]]) -> int:
    place = {ref: (who, turn) for who, lines in enumerate(said) for turn, ref in enumerate(lines)}
    last: dict[int, int] = {}
    wrong = 0
    for who, turn in (place[ref] for ref in mine if ref in place):
        wrong += turn < last.get(who, -1)
        last[who] = max(turn, last.get(who, -1))
    return wrong
