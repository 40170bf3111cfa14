"""What one person sends to a room: her publisher's handle, and what of it is let through."""

from collections.abc import Callable, Mapping
from typing import Any

from videoconf.media.janus.refusals import JanusRefused
from videoconf.media.janus.room import JanusRoom, feed_name
from videoconf.media.janus.tokens import PLUGIN
from videoconf.media.janus.wire import Message


def kinds_by_mid(sdp: str) -> dict[str, str]:
    """Return what each part of an offer carries, by its name."""
    kinds, kind = {}, ""
    for line in sdp.splitlines():
        if line.startswith("m="):
            kind = line[2:].split(" ")[0]
        elif line.startswith("a=mid:"):
            kinds[line[6:].strip()] = kind
    return kinds


class Sending:
    """Has a handle only while something is sent."""

    def __init__(self, room: JanusRoom, who: int, hear: Callable[[Message], None]) -> None:
        self._room, self._who, self._hear = room, who, hear
        self._handle: int | None = None
        self.feed, self.leg = "", 0
        self._kinds: dict[str, str] = {}
        self._muted: dict[str, bool] = {}
        self._lets = {"audio": True, "video": True}

    async def publish(self, leg: int, sdp: str, *, may: bool) -> str:
        """Begin to send, or go on with a changed offer of the same link; return the answer."""
        if leg != self.leg or self._handle is None:
            await self.stop()
            self.leg = leg
            said = await self._begin(sdp, may)
        else:
            wire = await self._room.wire()
            offer = {"type": "offer", "sdp": sdp}
            said = await wire.ask("message", self._handle, body={"request": "configure"}, jsep=offer)
        self._kinds = kinds_by_mid(sdp)
        await self._settle()
        return str((said.get("jsep") or {}).get("sdp", ""))

    async def _begin(self, sdp: str, may: bool) -> Message:
        wire, self.feed, self._muted = await self._room.wire(), feed_name(self._who), {}
        self._handle = await wire.attach(PLUGIN, self._hear)
        body = {"request": "joinandconfigure", "ptype": "publisher", "room": self._room.key, "id": self.feed}
        body |= {"token": self._room.tokens.room(self._room.key, publish=may)}
        try:
            return await wire.ask("message", self._handle, body=body, jsep={"type": "offer", "sdp": sdp})
        except JanusRefused:
            await self.stop()
            raise

    async def trickle(self, leg: int, candidate: Mapping[str, Any] | None) -> None:
        """Pass on one of her addresses."""
        if self._handle is not None and leg == self.leg:
            wire = await self._room.wire()
            await wire.ask("trickle", self._handle, candidate=candidate or {"completed": True})

    async def let(self, *, voice: bool, picture: bool) -> None:
        """Say what of hers reaches the others; it holds whatever her page sends."""
        self._lets = {"audio": voice, "video": picture}
        await self._settle()

    async def _settle(self) -> None:
        if self._handle is None:
            return
        for mid, kind in self._kinds.items():
            mute = not self._lets.get(kind, False)
            if mute != self._muted.get(mid, False):
                await self._room.order("moderate", id=self.feed, mid=mid, mute=mute)
                self._muted[mid] = mute

    async def stop(self) -> None:
        """Give the handle back."""
        if self._handle is not None:
            handle, self._handle = self._handle, None
            await (await self._room.wire()).detach(handle)

    def forget(self) -> None:
        """The session is gone, and the handle with it."""
        self._handle, self._muted = None, {}
