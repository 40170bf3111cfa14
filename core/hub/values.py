"""What travels through the hub, and the bounded line to one socket."""

import asyncio
import json
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from core.hub.service import Hub

SLOW: Final = 4408
LIMIT: Final = 512
PAGE: Final = 200


class SlowReader(Exception):
    """A socket that does not read as fast as its stream speaks."""


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to tell, with its JSON text made once for every socket."""

    number: int | None
    kind: str
    data: Mapping[str, Any]
    text: str

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Message":
        text = json.dumps(data, separators=(",", ":"), ensure_ascii=False)
        return cls(data.get("n"), str(data.get("kind", "")), data, text)


class Line:
    """One socket's place in a stream. Catches up from the table first, then waits for what comes."""

    __slots__ = (
        "_behind",
        "_closed",
        "_hub",
        "_queue",
        "_waiter",
        "name",
        "position",
        "slow",
        "stream",
        "task",
    )

    def __init__(self, hub: "Hub", stream: str, after: int, name: str) -> None:
        self._hub = hub
        self._queue: deque[Message] = deque()
        self._waiter: asyncio.Future[None] | None = None
        self._behind = True
        self._closed = False
        self.stream, self.position, self.name = stream, after, name
        self.slow = False
        # The task that reads this line: a stuck `send` must be interrupted from outside.
        self.task: asyncio.Task[Any] | None = None

    def __aiter__(self) -> "Line":
        return self

    async def __anext__(self) -> list[Message]:
        while True:
            if self.slow:
                raise SlowReader
            if self._closed:
                raise StopAsyncIteration
            if self._behind:
                page = await self._hub.catch_up(self)
            elif self._queue:
                page = list(self._queue)
                self._queue.clear()
            else:
                page = await self._wait()
            if page:
                return page

    async def _wait(self) -> list[Message]:
        self._waiter = asyncio.get_running_loop().create_future()
        await self._waiter
        return []

    def caught_up(self) -> None:
        """From now on the hub pushes."""
        self._behind = False

    def push(self, messages: Iterable[Message]) -> None:
        """Put messages in the queue, events already delivered apart. Who pushes wakes the reader."""
        if self.slow:
            return
        for message in messages:
            if message.number is None:
                self._queue.append(message)
            elif not self._behind and message.number > self.position:
                self.position = message.number
                self._queue.append(message)
        if len(self._queue) > LIMIT:
            self._overflow()

    def wake(self) -> None:
        """Let whoever reads this line go on."""
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def _overflow(self) -> None:
        self.slow = True
        self._queue.clear()
        self.close()
        if self.task is not None:
            self.task.cancel()

    def close(self) -> None:
        """Leave the stream; safe to call twice."""
        self._closed = True
        self._hub.leave(self)
        self.wake()
