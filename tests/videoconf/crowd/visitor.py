"""Somebody in a room, as the page's line is (static/room/line.js).

She comes back alone, asks for what she missed, and says again what did not come back numbered.
"""

import asyncio
import contextlib
import json
import random
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from tests.videoconf.crowd.people import Ticket
from tests.videoconf.crowd.wire import Wire, dial

FIRST_WAIT, LONGEST_WAIT = 0.4, 2.0
JOIN = {"kind": "join", "video": False, "microphone": False, "camera": False}
Heard = Callable[[bytes, "Visitor"], None]


class Visitor:
    """One page. With `careful` off it is a page that neither resumes nor repeats: the control."""

    def __init__(
        self, ticket: Ticket, port: int, *, careful: bool = True, heard: Heard | None = None
    ) -> None:
        self.ticket, self.port, self.careful, self._also = ticket, port, careful, heard
        self.peer, self.n, self.first = str(uuid4()), None, 0
        self.chat: list[tuple[int, str]] = []
        self.unsaid: dict[str, dict[str, Any]] = {}
        self.said: list[str] = []
        # When she was inside again after each time the line was opened; and with what it was closed.
        self.inside: list[float] = []
        self.codes: list[int] = []
        self.wire: Wire | None = None
        self.seated = False
        self._life: asyncio.Task[None] | None = None

    def come(self) -> "Visitor":
        """Begin, until `go`."""
        self._life = asyncio.create_task(self._stay())
        return self

    async def go(self) -> None:
        """Close the page."""
        if self._life is not None:
            self._life.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._life
        if self.wire is not None:
            self.wire.drop()

    async def _stay(self) -> None:
        tries = 0
        while True:
            self.wire = await dial(self.port, self.ticket.path, self.ticket.cookie, self._hear)
            if self.wire is not None:
                before = len(self.inside)
                self._greet()
                self.codes.append(await self.wire.closed)
                tries = 0 if len(self.inside) > before else tries
            self.seated = False
            await asyncio.sleep(min(FIRST_WAIT * 2**tries, LONGEST_WAIT) * random.uniform(0.75, 1.25))
            tries += 1

    def _greet(self) -> None:
        fresh = self.n is None or not self.careful
        self._send({"kind": "hello", "v": 1} if fresh else {"kind": "resume", "v": 1, "after": self.n})
        self._send({**JOIN, "peer": self.peer})

    def _send(self, message: dict[str, Any]) -> None:
        if self.wire is not None:
            self.wire.say(json.dumps(message))

    def write(self, text: str) -> str:
        """Say a line of chat; it stays unsaid until it comes back numbered."""
        ref = str(uuid4())
        self.unsaid[ref] = {"kind": "chat", "text": text, "ref": ref}
        self.said.append(ref)
        if self.seated:
            self._send(self.unsaid[ref])
        return ref

    def type(self, seq: int, text: str) -> None:
        """Send a piece of a line that is being written."""
        self._send({"kind": "typed", "ref": "r", "seq": seq, "at": 0, "text": text})

    def _hear(self, frame: bytes) -> None:
        if self._also is not None:
            self._also(frame, self)
        # What thousands of frames say of others is read no further than its number.
        if frame.startswith(b'{"n":'):
            self._follow(frame)
            return
        message = json.loads(frame)
        match message["kind"]:
            case "beat":
                self._send({"kind": "ping"})
            case "state":
                self.first = self.first or message["n"]
                self.n = message["n"]
            case "joined":
                self.seated = True
                self.inside.append(time.monotonic())
                if self.careful:
                    for line in self.unsaid.values():
                        self._send(line)

    def _follow(self, frame: bytes) -> None:
        number = int(frame[5 : frame.index(b",")])
        if self.n is not None and number > self.n + 1 and self.careful:
            self._send({"kind": "resume", "v": 1, "after": self.n})
            return
        if self.n is not None and number <= self.n:
            return
        self.n = number
        if b'"kind":"chat"' in frame:
            ref = json.loads(frame)["data"]["ref"]
            self.unsaid.pop(ref, None)
            self.chat.append((number, ref))


async def until(ready: Callable[[], bool], what: str, seconds: float = 180) -> None:
    """Wait until the answer is yes; say what did not come."""
    limit = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > limit:
            raise TimeoutError(f"{what}: no ha llegado en {seconds:.0f} s")
        await asyncio.sleep(0.05)
