"""The socket of the page that tests a connection: says back what it hears, and knows nothing of anybody."""

import asyncio
from typing import Final

from channels.generic.websocket import AsyncWebsocketConsumer

from core import access
from core.access import Access
from videoconf.protocol import Close

ROW: Final = "videoconf.echo"
# What a page of ours needs, and little more.
LONGEST_WORD: Final = 16
MOST_WORDS: Final = 10
SECONDS: Final = 15.0
MOST_AT_ONCE: Final = 200


class EchoConsumer(AsyncWebsocketConsumer):
    """Open to anybody, for a moment; touches neither the session nor the database."""

    channel_layer_alias = ""
    here = 0
    counted = False
    words = 0
    end: asyncio.TimerHandle | None = None

    async def connect(self) -> None:
        """Take the call, unless too many are being tested at once."""
        await self.accept()
        if not self._allowed("connect") or EchoConsumer.here >= MOST_AT_ONCE:
            await self.close(Close.TOO_FAST)
            return
        self.counted = True
        EchoConsumer.here += 1
        loop = asyncio.get_running_loop()
        self.end = loop.call_later(SECONDS, lambda: loop.create_task(self.close(Close.SILENT)))

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Say it back."""
        self.words += 1
        said = text_data or ""
        if not self._allowed("echo") or len(said) > LONGEST_WORD or bytes_data:
            await self.close(Close.MALFORMED)
        elif self.words > MOST_WORDS:
            await self.close(Close.TOO_FAST)
        else:
            await self.send(said)

    async def disconnect(self, code: int) -> None:
        """Leave the place to another."""
        if self.end is not None:
            self.end.cancel()
        if self.counted:
            self.counted = False
            EchoConsumer.here -= 1

    def _allowed(self, action: str) -> bool:
        return access.allowed("consumer", ROW, Access(user=None, action=action, kwargs={}))
