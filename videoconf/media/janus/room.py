"""One room of Janus as this process sees it: made when needed, who publishes what, and who directs' orders.

A watcher, which never sends, hears of every publisher: so a listener needs no handle that could publish.
"""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from videoconf.media.janus.link import Link
from videoconf.media.janus.refusals import NO_SUCH_ROOM, ROOM_EXISTS, JanusRefused
from videoconf.media.janus.tokens import PLUGIN, Tokens
from videoconf.media.janus.wire import Message, Wire

# A face at full size; what each viewer receives is one of its three layers.
BITRATE: Final = 1_200_000
SHAPE: Final[dict[str, Any]] = {
    "is_private": True,
    "signed_tokens": True,
    "bitrate": BITRATE,
    "fir_freq": 10,
    "audiocodec": "opus",
    "videocodec": "vp8",
    "opus_fec": True,
    "opus_dtx": True,
    "audiolevel_event": False,
    "notify_joining": False,
    "lock_record": True,
}


@dataclass(frozen=True, slots=True)
class Source:
    """One thing that somebody publishes."""

    feed: str
    mid: str
    kind: str

    @property
    def who(self) -> int:
        """Return the participant; nobody (0) for what is not ours."""
        return owner_of(self.feed)


def feed_name(who: int) -> str:
    """Return a new name for what a participant publishes: one of a moment ago may still be leaving."""
    return f"{who}.{secrets.token_hex(4)}"


def owner_of(feed: str) -> int:
    """Return the participant of a feed, 0 if it is nobody's."""
    number = feed.partition(".")[0]
    return int(number) if number.isdigit() else 0


def secret_of(tokens: Tokens, room: str) -> str:
    """Return what Janus asks of who gives orders in a room."""
    return tokens.of(f"room:{room}")


def data_of(message: Message) -> dict[str, Any]:
    """Return what the plugin says in a message."""
    return dict((message.get("plugindata") or {}).get("data") or {})


class JanusRoom:
    """Opened by its first desk here, given back with its last."""

    def __init__(self, key: str, link: Link, tokens: Tokens, publishers: int) -> None:
        self.key, self._link, self.tokens, self._publishers = key, link, tokens, publishers
        self._watcher: int | None = None
        self._turn = asyncio.Lock()
        self._feeds: dict[str, tuple[Source, ...]] = {}
        self.news: set[Callable[[], None]] = set()
        self._ended = False

    @property
    def sources(self) -> list[Source]:
        """Everything that is published now."""
        return [source for feed in self._feeds.values() for source in feed]

    async def wire(self) -> Wire:
        """Return the connection, with the room made and watched. Errors: JanusAway, JanusRefused."""
        wire = await self._link.wire()
        async with self._turn:
            if self._watcher is None:
                watcher = await wire.attach(PLUGIN, self._hear)
                await self._make(wire, watcher)
                await self._watch(wire, watcher)
                self._watcher = watcher
        return wire

    async def _make(self, wire: Wire, handle: int) -> None:
        body = {"request": "create", "room": self.key, "description": self.key, **SHAPE}
        body |= {"secret": self._secret, "admin_key": self.tokens.of("admin"), "publishers": self._publishers}
        try:
            await wire.ask("message", handle, body=body)
        except JanusRefused as refusal:
            # Another process made it, or this one before it was started again.
            if refusal.code != ROOM_EXISTS:
                raise

    async def _watch(self, wire: Wire, handle: int) -> None:
        body = {"request": "join", "ptype": "publisher", "room": self.key, "id": feed_name(0)}
        said = await wire.ask(
            "message", handle, body={**body, "token": self.tokens.room(self.key, publish=True)}
        )
        self._feeds = {}
        self._arrive(data_of(said).get("publishers", []))

    @property
    def _secret(self) -> str:
        return secret_of(self.tokens, self.key)

    def _hear(self, message: Message) -> None:
        data = data_of(message)
        gone = data.get("unpublished") or data.get("leaving") or data.get("kicked")
        if "publishers" in data:
            self._arrive(data["publishers"])
        if gone:
            self._feeds.pop(str(gone), None)
        for tell in list(self.news):
            tell()

    def _arrive(self, publishers: list[dict[str, Any]]) -> None:
        for one in publishers:
            streams = [each for each in one.get("streams", []) if not each.get("disabled")]
            feed = str(one["id"])
            self._feeds[feed] = tuple(Source(feed, str(each["mid"]), each["type"]) for each in streams)

    def forget(self) -> None:
        """The session is gone, with every handle of it; Janus may have been started again, empty."""
        self._watcher, self._feeds = None, {}

    async def close(self) -> None:
        """Stop watching."""
        if self._watcher is not None:
            watcher, self._watcher = self._watcher, None
            await (await self._link.wire()).detach(watcher)

    async def destroy(self) -> None:
        """Take it out of Janus: the room has ended, and nobody will need it. Errors: as `order`."""
        if self._ended or self._watcher is None:
            return
        self._ended = True
        try:
            await self.order("destroy")
        except JanusRefused as refusal:
            # Another process was first.
            if refusal.code != NO_SUCH_ROOM:
                raise

    async def order(self, request: str, **fields: Any) -> dict[str, Any]:
        """Do what needs the room's secret: moderate, kick, list. Errors: JanusAway, JanusRefused."""
        wire = await self.wire()
        body = {"request": request, "room": self.key, "secret": self._secret, **fields}
        return data_of(await wire.ask("message", self._watcher, body=body))
