"""A Janus of paper: answers as it is told, so that the client can be seen in front of what seldom happens."""

import asyncio
import contextlib
import json
import tempfile
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

from websockets.asyncio.server import ServerConnection, unix_serve

Reply = dict[str, Any] | None
Answer = Callable[[dict[str, Any]], Reply | list[dict[str, Any]]]
IDS = {"create": 11, "attach": 22}


def as_usual(message: dict[str, Any]) -> Reply:
    """What Janus answers when all is well."""
    if message["janus"] in IDS:
        return {"janus": "success", "data": {"id": IDS[message["janus"]]}}
    if message["janus"] in ("keepalive", "trickle"):
        return {"janus": "ack"}
    return {"janus": "success"}


def saying(**data: Any) -> dict[str, Any]:
    """What the plugin answers at once."""
    return {"janus": "success", "plugindata": {"plugin": "janus.plugin.videoroom", "data": data}}


class FakeJanus:
    """Keeps what it was asked; `answer` says what it answers, None nothing at all."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.answer: Answer = as_usual
        self.doors: list[ServerConnection] = []
        self.path = ""

    async def _serve(self, door: ServerConnection) -> None:
        self.doors.append(door)
        async for frame in door:
            message = json.loads(frame)
            self.asked.append(message)
            said = self.answer(message)
            for one in said if isinstance(said, list) else [said]:
                if one is not None:
                    await door.send(json.dumps({"transaction": message["transaction"], **one}))

    async def tell(self, **event: Any) -> None:
        """Say something that nobody asked."""
        await self.doors[-1].send(json.dumps(event))

    def said(self, janus: str) -> list[dict[str, Any]]:
        """Return what was asked of one kind."""
        return [message for message in self.asked if message["janus"] == janus]

    def bodies(self, request: str) -> list[dict[str, Any]]:
        """Return the messages to the plugin of one kind."""
        return [one["body"] for one in self.said("message") if one["body"]["request"] == request]


@contextlib.asynccontextmanager
async def fake_janus() -> AsyncIterator[FakeJanus]:
    """Serve one on a socket of this machine."""
    fake = FakeJanus()
    with tempfile.TemporaryDirectory(prefix="cj-") as folder:
        fake.path = str(Path(folder) / "janus.sock")
        async with unix_serve(fake._serve, fake.path, subprotocols=["janus-protocol"]):
            yield fake


async def until(ready: Callable[[], Any], seconds: float = 5) -> Any:
    """Wait until something is true."""
    end = asyncio.get_running_loop().time() + seconds
    while not (found := ready()):
        assert asyncio.get_running_loop().time() < end, "no llega"
        await asyncio.sleep(0.01)
    return found
