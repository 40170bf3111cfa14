"""The hub's one end of the channel layer: what other processes say, and what this one says to them."""

import asyncio
from collections.abc import Callable
from typing import Any, Final
from uuid import uuid4

import structlog
from asgiref.sync import async_to_sync
from channels.layers import InMemoryChannelLayer, get_channel_layer

log = structlog.get_logger("concejo.hub")
# Names this process, so that it does not hear itself: its own sockets are told directly.
PROCESS: Final = uuid4().hex


def group_of(stream: str) -> str:
    """Return the channel group of a stream."""
    return f"hub.{stream}"


class LayerEnd:
    """Listens to the groups of the streams this process shows, on one channel."""

    def __init__(self, heard: Callable[[dict[str, Any]], None]) -> None:
        self._heard = heard
        self._groups: set[str] = set()
        self._channel = ""
        self._listener: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()

    async def join(self, stream: str) -> None:
        """Listen to a stream from now on."""
        async with self._turn:
            self._groups.add(group_of(stream))
            if self._listener is None:
                self._listener = asyncio.create_task(self._listen())
            elif self._channel:
                await get_channel_layer().group_add(group_of(stream), self._channel)

    async def part(self, stream: str) -> None:
        """Stop listening to a stream; without streams, to the layer."""
        async with self._turn:
            self._groups.discard(group_of(stream))
            if self._channel:
                await get_channel_layer().group_discard(group_of(stream), self._channel)
            if not self._groups and self._listener is not None:
                self._listener.cancel()
                self._listener, self._channel = None, ""

    async def _listen(self) -> None:
        # The layer may be away for a while (Redis restarted): the tables are looked at meanwhile.
        while True:
            try:
                await self._open()
                while True:
                    message = await get_channel_layer().receive(self._channel)
                    if message.get("origin") != PROCESS:
                        self._heard(message)
            except Exception:
                self._channel = ""
                log.warning("hub_layer_away", exc_info=True)
                await asyncio.sleep(1)

    async def _open(self) -> None:
        layer = get_channel_layer()
        channel = await layer.new_channel()
        async with self._turn:
            for group in self._groups:
                await layer.group_add(group, channel)
            self._channel = channel


def send_from_thread(message: dict[str, Any]) -> None:
    """Publish from a process that shows no live page, such as the worker."""
    if not isinstance(get_channel_layer(), InMemoryChannelLayer):
        async_to_sync(send)(message)


async def send(message: dict[str, Any]) -> None:
    """Publish to every process; what cannot be published now is found in the table a second later."""
    try:
        await get_channel_layer().group_send(group_of(message["stream"]), {**message, "origin": PROCESS})
    except Exception:
        log.warning("hub_not_published", kind=message["type"], exc_info=True)
