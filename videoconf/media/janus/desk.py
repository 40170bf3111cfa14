"""One person's two handles: what she sends and what she receives."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Final

import structlog

from videoconf.media.backend import Line, NoMedia, NotAllowed, Tell
from videoconf.media.janus.receiving import Receiving
from videoconf.media.janus.refusals import UNAUTHORISED, JanusAway, JanusRefused
from videoconf.media.janus.room import JanusRoom
from videoconf.media.janus.sending import Sending
from videoconf.media.janus.wire import Message
from videoconf.media.layers import Chooser

log = structlog.get_logger("concejo.media")
# What a page closes by itself needs no mending.
CLOSED_BY_THE_PAGE: Final = frozenset({"DTLS alert", "Close PC", "Detach"})


class JanusDesk:
    """Speaks for one page; tells it of offers and addresses, and to begin again when something broke."""

    def __init__(self, room: JanusRoom, who: int, tell: Tell, gone: Callable[["JanusDesk"], Any]) -> None:
        self.room, self._tell, self._gone = room, tell, gone
        self._sending = Sending(room, who, lambda message: self._hear("out", message))
        self._receiving = Receiving(room, who, tell, lambda message: self._hear("in", message))
        self._chooser = Chooser()
        self._tasks: set[asyncio.Task[None]] = set()
        room.news.add(self._news)

    async def publish(self, leg: int, sdp: str, *, may: bool) -> str:
        """See MediaDesk."""
        return str(await _said(self._sending.publish(leg, sdp, may=may)))

    async def subscribe(self, leg: int, *, video: bool) -> None:
        """See MediaDesk."""
        self._chooser = Chooser()
        await _said(self._receiving.subscribe(leg, video=video))

    async def answer(self, leg: int, sdp: str) -> None:
        """See MediaDesk."""
        await _said(self._receiving.answer(leg, sdp))
        await self._choose()

    async def trickle(self, of: str, leg: int, candidate: Mapping[str, Any] | None) -> None:
        """See MediaDesk."""
        way = self._sending if of == "out" else self._receiving
        await _said(way.trickle(leg, candidate))

    async def layer(self, who: int, height: int) -> None:
        """See MediaDesk."""
        self._chooser.show(who, height)
        await self._choose()

    @property
    def level(self) -> int:
        """See MediaDesk."""
        return self._chooser.level

    async def measured(self, line: Line) -> None:
        """See MediaDesk."""
        if self._chooser.measure(line):
            await self._choose()

    async def _choose(self) -> None:
        pictures = {mid: who for mid, (who, what) in self._receiving.parts.items() if what == "video"}
        await _said(self._receiving.configure(self._chooser.changes(pictures)))

    async def enforce(self, *, voice: bool, picture: bool) -> None:
        """See MediaDesk."""
        await _said(self._sending.let(voice=voice, picture=picture))

    async def stop_sending(self) -> None:
        """See MediaDesk."""
        await _said(self._sending.stop())

    async def close(self, *, ended: bool = False) -> None:
        """See MediaDesk."""
        self.room.news.discard(self._news)
        try:
            await self._sending.stop()
            await self._receiving.stop()
            if ended:
                await self.room.destroy()
        except (JanusAway, JanusRefused) as trouble:
            log.info("janus_not_given_back", reason=str(trouble))
        await self._gone(self)

    def lost(self) -> None:
        """Janus is gone, and all its handles: the page hears it from us long before it would notice."""
        self._sending.forget()
        self._receiving.forget()
        self._receiving.wants = False
        self._start(self._tell({"kind": "rejoin", "of": "all", "ready": False}))

    def back(self) -> None:
        """Janus is there again: the page may begin anew."""
        self._start(self._tell({"kind": "rejoin", "of": "all", "ready": True}))

    def _news(self) -> None:
        self._start(self._renew())

    async def _renew(self) -> None:
        """Ask for what came; if Janus does not do it, her page begins anew, and hears if that fails too."""
        try:
            await self._receiving.renew()
        except (JanusAway, JanusRefused) as trouble:
            log.warning("janus_not_renewed", reason=str(trouble))
            # Once: whoever comes meanwhile is asked for by the new link. When Janus fell, `lost` said so.
            if self._receiving.wants:
                self._receiving.wants = False
                await self._tell({"kind": "rejoin", "of": "in", "ready": True})

    def _hear(self, of: str, message: Message) -> None:
        kind = message.get("janus")
        if kind == "trickle":
            candidate = message.get("candidate") or {}
            sent = None if candidate.get("completed") else candidate
            leg = (self._sending if of == "out" else self._receiving).leg
            self._start(self._tell({"kind": "trickle", "of": of, "leg": leg, "data": {"candidate": sent}}))
        elif kind == "hangup" and message.get("reason") not in CLOSED_BY_THE_PAGE:
            self._start(self._tell({"kind": "rejoin", "of": of, "ready": True}))
        elif kind == "event" and of == "in":
            self._start(self._receiving.offered(message))

    def _start(self, work: Any) -> None:
        task = asyncio.create_task(self._quietly(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _quietly(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except (JanusAway, JanusRefused) as trouble:
            log.warning("janus_refused", reason=str(trouble))


async def _said(work: Coroutine[Any, Any, Any]) -> Any:
    """Wait for Janus; what it refuses is said in the words of MediaDesk."""
    try:
        return await work
    except JanusAway as away:
        raise NoMedia from away
    except JanusRefused as refusal:
        log.warning("janus_refused", reason=str(refusal))
        raise (NotAllowed if refusal.code in UNAUTHORISED else NoMedia) from refusal
