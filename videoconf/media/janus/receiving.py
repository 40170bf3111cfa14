"""What one person receives of a room: one handle, with a part for each thing that the others publish."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from videoconf.media.backend import Tell
from videoconf.media.janus.refusals import NO_SUCH_FEED, JanusRefused
from videoconf.media.janus.room import JanusRoom, Source, data_of, owner_of
from videoconf.media.janus.tokens import PLUGIN
from videoconf.media.janus.wire import Message


class Receiving:
    """Asks for one change at a time: the next waits for the page's answer to the last offer."""

    def __init__(self, room: JanusRoom, who: int, tell: Tell, hear: Callable[[Message], None]) -> None:
        self._room, self._who, self._tell, self._hear = room, who, tell, hear
        self._handle: int | None = None
        self._taken: set[Source] = set()
        self._turn = asyncio.Lock()
        self._waiting = False
        self.wants, self.video, self.leg = False, True, 0
        # Part of the offer → whose, and what it is.
        self.parts: dict[str, tuple[int, str]] = {}

    async def subscribe(self, leg: int, *, video: bool) -> None:
        """Begin anew to receive what the others send."""
        await self.stop()
        self.wants, self.video, self.leg = True, video, leg
        # Opened and watched, for news of whoever comes, even if she is the first of this process.
        await self._room.wire()
        await self.renew()

    def _wanted(self) -> set[Source]:
        kinds = {"audio", "video"} if self.video else {"audio"}
        return {one for one in self._room.sources if one.who not in (0, self._who) and one.kind in kinds}

    async def renew(self) -> None:
        """Ask for what is published now and not yet received, unless an answer is awaited."""
        async with self._turn:
            if not self.wants or self._waiting:
                return
            # What left was taken out by Janus itself.
            wanted = self._wanted()
            self._taken &= set(self._room.sources)
            more, less = wanted - self._taken, self._taken - wanted
            if more or less:
                await self._ask(more, less)

    async def _ask(self, more: set[Source], less: set[Source]) -> None:
        wire = await self._room.wire()
        if self._handle is None:
            self._handle = await wire.attach(PLUGIN, self._hear)
            token = self._room.tokens.room(self._room.key, publish=True)
            body: dict[str, Any] = {"request": "join", "ptype": "subscriber", "room": self._room.key}
            body |= {"token": token, "streams": _listed(more)}
            joining = True
        else:
            body, joining = {"request": "update"}, False
            body |= {"subscribe": _listed(more)} if more else {}
            body |= {"unsubscribe": _listed(less)} if less else {}
        try:
            said = await wire.ask("message", self._handle, body=body)
        except JanusRefused as refusal:
            if joining:
                await self.stop()
            # Somebody left while we asked: the news of it is on its way, and we ask again then.
            if refusal.code != NO_SUCH_FEED:
                raise
            return
        self._taken = (self._taken | more) - less
        await self.offered(said)

    async def offered(self, message: Message) -> None:
        """Pass an offer of Janus to the page, with whose each part is."""
        sdp = (message.get("jsep") or {}).get("sdp")
        if not sdp:
            return
        streams = data_of(message).get("streams", [])
        alive = [one for one in streams if one.get("active") and "feed_id" in one]
        self.parts = {str(one["mid"]): (owner_of(str(one["feed_id"])), one["type"]) for one in alive}
        listed = [{"mid": mid, "who": who, "what": what} for mid, (who, what) in self.parts.items()]
        self._waiting = True
        await self._tell({"kind": "offered", "leg": self.leg, "sdp": sdp, "streams": listed})

    async def answer(self, leg: int, sdp: str) -> None:
        """Take the page's answer, and ask for what came meanwhile."""
        if self._handle is None or leg != self.leg:
            return
        wire = await self._room.wire()
        await wire.ask(
            "message", self._handle, body={"request": "start"}, jsep={"type": "answer", "sdp": sdp}
        )
        self._waiting = False
        await self.renew()

    async def trickle(self, leg: int, candidate: Mapping[str, Any] | None) -> None:
        """Pass on one of her addresses."""
        if self._handle is not None and leg == self.leg:
            wire = await self._room.wire()
            await wire.ask("trickle", self._handle, candidate=candidate or {"completed": True})

    async def configure(self, streams: list[dict[str, Any]]) -> None:
        """Choose which layer of each picture she receives."""
        if self._handle is not None and streams:
            wire = await self._room.wire()
            await wire.ask("message", self._handle, body={"request": "configure", "streams": streams})

    async def stop(self) -> None:
        """Give the handle back."""
        if self._handle is not None:
            handle = self._handle
            self.forget()
            await (await self._room.wire()).detach(handle)

    def forget(self) -> None:
        """The handle is gone."""
        self._handle, self._taken, self._waiting, self.parts = None, set(), False, {}


def _listed(sources: set[Source]) -> list[dict[str, str]]:
    return [{"feed": one.feed, "mid": one.mid} for one in sorted(sources, key=lambda s: (s.feed, s.mid))]
