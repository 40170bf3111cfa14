"""The two ways to reach every socket of a room, side by side in one process, and a door to start each.

/hub/ subscribes to the process-local hub; /layer/ joins a group of channels-redis, a channel for each socket.
What is said over /say/ goes to everybody by the way named in its first word. /echo/ answers who speaks.
"""

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.embedded"

from channels.generic.websocket import AsyncWebsocketConsumer  # noqa: E402  (needs the settings named above)
from channels.layers import get_channel_layer  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.core.asgi import get_asgi_application  # noqa: E402

http = get_asgi_application()

from django.urls import path  # noqa: E402  (needs the apps loaded)

from core import hub  # noqa: E402

STREAM = "videoconf.room.1"


class ByHub(AsyncWebsocketConsumer):
    """Reads its line of the hub, as the room does."""

    channel_layer_alias = ""

    async def connect(self) -> None:
        await self.accept()
        self.line = hub.subscribe(STREAM, after=10**9)
        self.pump = asyncio.create_task(hub.relay(self.line, self.send))

    async def disconnect(self, code: int) -> None:
        self.pump.cancel()
        self.line.close()


class ByLayer(AsyncWebsocketConsumer):
    """Joins a group, as the tutorial does."""

    async def connect(self) -> None:
        await self.channel_layer.group_add("bench", self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard("bench", self.channel_name)

    async def bench_say(self, message: dict[str, Any]) -> None:
        await self.send(message["text"])


class Door(AsyncWebsocketConsumer):
    """Takes a line to say: the first word is the way, the rest the line."""

    channel_layer_alias = ""

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        way, _, text = (text_data or "").partition(" ")
        if way == "hub":
            hub.say(STREAM, {"t": text})
        else:
            await get_channel_layer().group_send("bench", {"type": "bench.say", "text": text})


class Echo(AsyncWebsocketConsumer):
    """Says what it is told: how long it takes is how long anybody else waits."""

    channel_layer_alias = ""

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        await self.send(text_data)


WAYS = {"hub/": ByHub, "layer/": ByLayer, "say/": Door, "echo/": Echo}
websocket = URLRouter([path(address, way.as_asgi()) for address, way in WAYS.items()])
application = ProtocolTypeRouter({"http": http, "websocket": websocket})
