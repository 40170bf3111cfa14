"""A short visit to Janus, with a session of its own, for what nobody inside a room asks."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

from django.conf import settings
from websockets.exceptions import WebSocketException

from videoconf.media.backend import NoMedia
from videoconf.media.janus.refusals import NO_SUCH_ROOM, JanusAway, JanusRefused
from videoconf.media.janus.room import data_of, secret_of
from videoconf.media.janus.tokens import PLUGIN, Tokens
from videoconf.media.janus.wire import Wire


class Visit:
    """What a visitor may ask."""

    def __init__(self, wire: Wire, handle: int, tokens: Tokens) -> None:
        self._wire, self._handle, self._tokens = wire, handle, tokens

    async def rooms(self) -> list[dict[str, Any]]:
        """Return every room, the private ones too."""
        said = await self._ask("list", admin_key=self._tokens.of("admin"))
        return list(said.get("list", []))

    async def destroy(self, room: str) -> None:
        """Take a room out, if it is still there."""
        try:
            await self._ask("destroy", room=room, secret=secret_of(self._tokens, room))
        except JanusRefused as refusal:
            if refusal.code != NO_SUCH_ROOM:
                raise

    async def _ask(self, request: str, **fields: Any) -> dict[str, Any]:
        body = {"request": request, **fields}
        return data_of(await self._wire.ask("message", self._handle, body=body))


@contextlib.asynccontextmanager
async def visiting(patience: float = 3.0) -> AsyncIterator[Visit]:
    """Speak with Janus for a moment. Errors: NoMedia if it is not there, or refuses."""
    tokens = Tokens(settings.JANUS_TOKEN_SECRET)
    wire = Wire(tokens, patience)
    reading: asyncio.Task[None] | None = None
    try:
        await asyncio.wait_for(wire.open(settings.JANUS_SOCKET), patience)
        reading = asyncio.create_task(wire.read())
        await wire.begin()
        yield Visit(wire, await wire.attach(PLUGIN, lambda _: None), tokens)
    except (OSError, TimeoutError, JanusAway, JanusRefused, WebSocketException) as trouble:
        raise NoMedia(str(trouble)) from trouble
    finally:
        await wire.close()
        if reading is not None:
            await asyncio.gather(reading, return_exceptions=True)
