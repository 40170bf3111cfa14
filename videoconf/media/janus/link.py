"""One session with Janus for the whole process: begun when needed, kept alive, mended when it breaks."""

import asyncio
import contextlib
import random
from collections.abc import Callable
from contextvars import Context
from typing import Final

import structlog
from websockets.exceptions import WebSocketException

from videoconf.media.janus.refusals import JanusAway, JanusRefused
from videoconf.media.janus.tokens import Tokens
from videoconf.media.janus.wire import PATIENCE, Wire

log = structlog.get_logger("concejo.media")
# Janus ends a session after sixty seconds of silence.
BEAT: Final = 20.0
FIRST_WAIT: Final = 0.2
# A socket of this machine costs nothing to knock at, and rooms without voice wait behind it.
LONGEST_WAIT: Final = 0.5


class Link:
    """Tells when the session is lost and when there is a new one; everything asked of the old one is gone."""

    def __init__(
        self, path: str, tokens: Tokens, *, lost: Callable[[], None], back: Callable[[], None]
    ) -> None:
        self._path, self._tokens, self._lost, self._back = path, tokens, lost, back
        self._wire: Wire | None = None
        self._up = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.beat = BEAT

    async def wire(self) -> Wire:
        """Return the live connection, waiting for it a while. Errors: JanusAway."""
        if self._task is None or self._task.done():
            # Its own context: the link serves everybody and must not inherit one socket's.
            self._task = asyncio.get_running_loop().create_task(self._keep(), context=Context())
        try:
            await asyncio.wait_for(self._up.wait(), PATIENCE)
        except TimeoutError:
            raise JanusAway("no está") from None
        if self._wire is None:
            raise JanusAway("se ha cortado")
        return self._wire

    async def close(self) -> None:
        """End the session; the next request begins another."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _keep(self) -> None:
        wait, had = FIRST_WAIT, False
        while True:
            wire = Wire(self._tokens)
            try:
                await self._live(wire, again=had)
                wait, had = FIRST_WAIT, True
            except (OSError, JanusAway, JanusRefused, WebSocketException) as trouble:
                log.warning("janus_away", reason=str(trouble))
            finally:
                await self._end(wire)
            await asyncio.sleep(wait * random.uniform(0.75, 1.25))  # noqa: S311  (spreads the processes' returns)
            wait = min(wait * 2, LONGEST_WAIT)

    async def _live(self, wire: Wire, *, again: bool) -> None:
        """Hold one session until it breaks."""
        await wire.open(self._path)
        reading = asyncio.create_task(wire.read())
        try:
            await wire.begin()
            self._wire = wire
            self._up.set()
            log.info("janus_session", again=again)
            self._back()
            beating = asyncio.create_task(self._beat(wire))
            await reading
            beating.cancel()
        finally:
            reading.cancel()

    async def _end(self, wire: Wire) -> None:
        was_up = self._up.is_set()
        self._wire = None
        self._up.clear()
        await wire.close()
        if was_up:
            self._lost()

    async def _beat(self, wire: Wire) -> None:
        try:
            while True:
                await asyncio.sleep(self.beat)
                await wire.ask("keepalive")
        except (JanusAway, JanusRefused):
            await wire.close()
