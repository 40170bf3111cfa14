"""The hub of one process: who listens to what, and how news reaches them."""

import asyncio
from collections import deque
from collections.abc import Collection, Coroutine, Iterable
from contextvars import Context
from typing import Any, Final

import structlog
from channels.db import database_sync_to_async

from core.hub import layer, table
from core.hub.values import PAGE, Line, Message

log = structlog.get_logger("concejo.hub")
EVERY: Final = 1.0
# How many lines are woken before others have a turn: two thousand at once are 100 ms of deafness.
AT_ONCE: Final = 64


class Stream:
    """One stream as this process sees it."""

    __slots__ = ("head", "lines", "loading", "wanted")

    def __init__(self) -> None:
        self.lines: set[Line] = set()
        # The last number pushed to the lines; None until the first of them has caught up with the table.
        self.head: int | None = None
        self.wanted = 0
        self.loading = False


class Hub:
    """Fan-out inside one process. One per event loop; `core.hub.here()` finds it."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        # Empty: what the hub does for everybody must not inherit one caller's tenancy, origin or thread.
        self._context = Context()
        self._streams: dict[str, Stream] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._clock: asyncio.Task[None] | None = None
        # Who has something to read and has not been woken yet.
        self._asleep: deque[Line] = deque()
        self._layer = layer.LayerEnd(self.heard)

    def subscribe(self, stream: str, after: int = 0, name: str = "") -> Line:
        """Open a line; nothing is lost between here and the first read."""
        line = Line(self, stream, after, name)
        state = self._streams.get(stream)
        if state is None:
            state = self._streams[stream] = Stream()
            self._start(self._layer.join(stream))
        state.lines.add(line)
        if self._clock is None:
            self._clock = self._start(self._look_each_second())
        return line

    def leave(self, line: Line) -> None:
        """Forget a line, and the stream with its last line."""
        state = self._streams.get(line.stream)
        if state is None or line not in state.lines:
            return
        state.lines.remove(line)
        if not state.lines:
            del self._streams[line.stream]
            self._start(self._layer.part(line.stream))
        if not self._streams and self._clock is not None:
            self._clock.cancel()
            self._clock = None

    async def catch_up(self, line: Line) -> list[Message]:
        """Return the next page from the table; a line with nothing left to read is pushed to from then on."""
        page = await self._read(line.stream, line.position)
        if page:
            line.position = page[-1].number or line.position
        elif line.position:
            await self._not_beyond(line)
        state = self._streams.get(line.stream)
        if state is not None and len(page) < PAGE and line.position >= (state.head or 0):
            self._attach(line, state)
        return page

    async def _not_beyond(self, line: Line) -> None:
        # A page left open while the demo was rebuilt asks for events that are not there yet.
        heads = await database_sync_to_async(table.heads)([line.stream])
        line.position = min(line.position, heads.get(line.stream, 0))

    def _attach(self, line: Line, state: Stream) -> None:
        if state.head is None:
            state.head = line.position
        line.caught_up()
        self._load_soon(line.stream, state, line.position)

    def publish(self, message: dict[str, Any], *, elsewhere: bool) -> None:
        """Tell the sockets of this process, and the other processes; callable from any thread."""
        self._loop.call_soon_threadsafe(self.heard, message, context=self._context)
        if elsewhere:
            self._loop.call_soon_threadsafe(self._start, layer.send(message), context=self._context)

    def heard(self, message: dict[str, Any]) -> None:
        """Take what was published here or in another process."""
        state = self._streams.get(message["stream"])
        if state is None:
            return
        if message["type"] == "hint":
            self._load_soon(message["stream"], state, message["number"])
        else:
            self._tell(state, message["to"], Message.of(message["data"]))

    def _tell(self, state: Stream, to: str | None, message: Message) -> None:
        self._push([line for line in state.lines if to is None or line.name == to], (message,))

    def _push(self, lines: Collection[Line], messages: Iterable[Message]) -> None:
        """Give everybody the same now, and wake them a few at a time: the others are heard meanwhile."""
        waking = bool(self._asleep)
        for line in lines:
            line.push(messages)
        self._asleep.extend(lines)
        if lines and not waking:
            self._loop.call_soon(self._wake_some, context=self._context)

    def _wake_some(self) -> None:
        for _ in range(min(AT_ONCE, len(self._asleep))):
            self._asleep.popleft().wake()
        if self._asleep:
            self._loop.call_soon(self._wake_some, context=self._context)

    def _load_soon(self, stream: str, state: Stream, number: int) -> None:
        state.wanted = max(state.wanted, number)
        if state.head is not None and state.wanted > state.head and not state.loading:
            state.loading = True
            self._start(self._load(stream, state))

    async def _load(self, stream: str, state: Stream) -> None:
        # One reading at a time: hints that arrive meanwhile only raise `wanted`.
        try:
            while state.lines and state.head is not None and state.head < state.wanted:
                page = await self._read(stream, state.head)
                if not page:
                    state.wanted = state.head
                    break
                state.head = page[-1].number
                self._push(list(state.lines), page)
        finally:
            state.loading = False

    async def _read(self, stream: str, after: int) -> list[Message]:
        rows = await database_sync_to_async(table.read)(stream, after, PAGE)
        return [Message.of(row) for row in rows]

    async def _look_each_second(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            try:
                heads = await database_sync_to_async(table.heads)(list(self._streams))
            except Exception:
                # The database may be away for a while; what happens meanwhile is read when it is back.
                log.warning("hub_look_failed", exc_info=True)
                continue
            for stream, number in heads.items():
                self.heard({"type": "hint", "stream": stream, "number": number})

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        # A copy for each: asgiref marks the context of a task while it waits for a thread, and a shared mark
        # makes two readings at once fail as a deadlock.
        task = self._loop.create_task(work, context=self._context.copy())
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("hub_task_failed", exc_info=task.exception())
