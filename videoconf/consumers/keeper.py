"""One task per process that keeps its sockets honest: heartbeat, presence, and sign-ins that were revoked.

Each tick it asks every page for a sign of life, writes in one UPDATE that those who answered are there, and
asks in one query whether their people may still be signed in.
"""

import asyncio
import contextlib
import time
from collections.abc import Awaitable
from contextvars import Context
from typing import Final, Protocol
from weakref import WeakKeyDictionary

import structlog
from channels.db import database_sync_to_async

from videoconf.consumers.watch import Credential, GuestCredential, revoked
from videoconf.protocol import Close
from videoconf.services import beat, sweep

log = structlog.get_logger("concejo.rooms")
TICK: Final = 2.0
SILENCE: Final = 12.0
SWEEP_EVERY: Final = 5


class Line(Protocol):
    """What the keeper needs of a socket."""

    connection: str
    credential: Credential | GuestCredential
    heard: float
    joined: bool
    waiting: int | None

    async def say(self, message: dict[str, object]) -> None: ...
    async def hang_up(self, code: Close) -> None: ...


class Keeper:
    """Watches the sockets of one event loop."""

    def __init__(self) -> None:
        self._lines: set[Line] = set()
        self._task: asyncio.Task[None] | None = None
        self._round = 0

    def add(self, line: Line) -> None:
        """Watch a socket; the first one starts the watch."""
        self._lines.add(line)
        if self._task is None or self._task.done():
            # Its own context: the watch serves everybody and must not inherit one socket's.
            self._task = asyncio.get_running_loop().create_task(self._watch(), context=Context())

    def remove(self, line: Line) -> None:
        """Stop watching a socket."""
        self._lines.discard(line)

    async def _watch(self) -> None:
        while self._lines:
            try:
                await self.tick()
            except Exception:
                # The watch must outlive a database that is away for a moment.
                log.exception("room_keeper_tick")
            await asyncio.sleep(TICK)

    async def tick(self) -> None:
        """Do one round."""
        lines, now = list(self._lines), time.monotonic()
        alive = [line for line in lines if now - line.heard < SILENCE]
        gone = await database_sync_to_async(revoked)([line.credential for line in alive])
        answering = [line for line in alive if now - line.heard < 2 * TICK + 0.5]
        fresh = [line.connection for line in answering if line.joined]
        waiting = [line.waiting for line in answering if line.waiting is not None]
        if fresh or waiting:
            await database_sync_to_async(beat)(connections=fresh, waiting=waiting)
        if self._round % SWEEP_EVERY == 0:
            await database_sync_to_async(sweep)()
        self._round += 1
        kept = [line for line in alive if line.credential not in gone]
        await asyncio.gather(
            *(_patiently(line.hang_up(Close.SILENT)) for line in set(lines) - set(alive)),
            *(_patiently(line.hang_up(line.credential.ended)) for line in alive if line.credential in gone),
            *(_patiently(line.say({"kind": "beat"})) for line in kept),
        )


async def _patiently(work: Awaitable[None]) -> None:
    """Wait for one socket no longer than a tick: one that does not read must not stop the others' round."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(work, TICK)


_keepers: WeakKeyDictionary[asyncio.AbstractEventLoop, Keeper] = WeakKeyDictionary()


def keeper() -> Keeper:
    """Return the keeper of the running loop."""
    return _keepers.setdefault(asyncio.get_running_loop(), Keeper())
