"""Who attacks a room: a thousand messages a second, frames of a mebibyte, bad JSON, two hundred sockets."""

import asyncio
import json
from collections import Counter
from collections.abc import Awaitable, Callable

from tests.videoconf.crowd.people import Ticket
from tests.videoconf.crowd.wire import Wire, dial

A_SECOND, MEBIBYTE, SOCKETS = 1000, 1024 * 1024, 200
CHAT = json.dumps({"kind": "chat", "text": "x", "ref": "r"})


class Attack:
    """Somebody with a session who does harm from it; `codes` are what her sockets were closed with."""

    def __init__(self, ticket: Ticket, port: int) -> None:
        self.ticket, self.port, self.answers = ticket, port, 0
        self.codes: Counter[int] = Counter()

    async def _open(self) -> Wire | None:
        return await dial(self.port, self.ticket.path, self.ticket.cookie, self._heard)

    def _heard(self, frame: bytes) -> None:
        self.answers += 1

    async def _closing(self, wire: Wire, seconds: float = 10) -> None:
        """Note with what it was closed; 0 is not at all."""
        try:
            self.codes[await asyncio.wait_for(asyncio.shield(wire.closed), seconds)] += 1
        except TimeoutError:
            self.codes[0] += 1
        wire.drop()

    async def thousand_a_second(self) -> None:
        """Say a thousand things in a second, in twenty bursts."""
        wire = await self._open()
        if wire is not None:
            for _ in range(20):
                for _ in range(A_SECOND // 20):
                    wire.say(CHAT)
                await asyncio.sleep(0.05)
                if wire.closed.done():
                    break
            await self._closing(wire)

    async def mebibyte(self) -> None:
        """Say one thing of a mebibyte."""
        wire = await self._open()
        if wire is not None:
            wire.say("x" * MEBIBYTE)
            await self._closing(wire)

    async def bad_json(self) -> None:
        """Say ten things that mean nothing."""
        wire = await self._open()
        if wire is not None:
            for _ in range(10):
                wire.say('{"kind": "chat", "text": ')
                await asyncio.sleep(0.01)
            await self._closing(wire)

    async def many_sockets(self) -> None:
        """Open two hundred sockets, twenty at a time; leave them a moment; note which were closed."""
        opened: list[Wire] = []
        for _ in range(SOCKETS // 20):
            opened += [wire for wire in await asyncio.gather(*(self._open() for _ in range(20))) if wire]
        await asyncio.sleep(2)
        for wire in opened:
            self.codes[wire.closed.result() if wire.closed.done() else 0] += 1
            wire.drop()

    async def for_ever(self, way: Callable[[], Awaitable[None]]) -> None:
        """Do it again and again, once a second, until cancelled."""
        while True:
            await asyncio.gather(way(), asyncio.sleep(1))
