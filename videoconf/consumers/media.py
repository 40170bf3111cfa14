"""Picture and voice through the media server: this process speaks with it, the page never does.

What a page asks waits in a line of its own, so that a media server that is slow stops nothing else.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final

import structlog

from core import hub
from videoconf.consumers.quality import boards
from videoconf.consumers.socket import RoomSocket
from videoconf.media import Line, MediaDesk, NoMedia, NotAllowed, ice_servers, media_backend
from videoconf.media.layers import WHOLE
from videoconf.protocol import Close
from videoconf.rules import may_send
from videoconf.services import MESSAGES, RoomRefused, stream_of

log = structlog.get_logger("concejo.rooms")
Order = Callable[[MediaDesk], Awaitable[None]]
# The addresses of one link come as a burst; more than this waiting is no page of ours.
MOST_ORDERS: Final = 200
# Before the relay's passwords end.
WAYS_EVERY: Final = 300.0


class MediaTalk(RoomSocket):
    """The messages about picture and voice. What she sends goes no further than what the room says is on."""

    ways_at = 0.0
    media: MediaDesk | None = None
    orders: asyncio.Queue[Order] | None = None
    worker: asyncio.Task[None] | None = None

    async def give_ways(self) -> None:
        """Give the page new passwords of the relay: those of its first moment may be old."""
        self.ways_at = time.monotonic()
        servers = ice_servers(self.desk.room.key)
        if servers:
            await self.say({"kind": "ways", "ice": servers})

    async def on_publish(self, message: dict[str, Any]) -> None:
        """Take her offer to send; the answer comes as `published`."""

        async def publish(desk: MediaDesk) -> None:
            seat = self.desk.participant
            await desk.enforce(voice=seat.microphone, picture=seat.camera)
            leg = message["leg"]
            sdp = await desk.publish(leg, message["sdp"], may=any(may_send(seat)))
            await self.say({"kind": "published", "leg": leg, "sdp": sdp})

        await self._order(publish)

    async def on_subscribe(self, message: dict[str, Any]) -> None:
        """Send her what the others publish, with picture or without; each offer comes as `offered`."""
        await self._order(lambda desk: desk.subscribe(message["leg"], video=message["video"]))

    async def on_answer(self, message: dict[str, Any]) -> None:
        """Take her answer to the last offer."""
        await self._order(lambda desk: desk.answer(message["leg"], message["sdp"]))

    async def on_trickle(self, message: dict[str, Any]) -> None:
        """Take one of her addresses."""
        of, leg, candidate = message["of"], message["leg"], message["data"]["candidate"]
        await self._order(lambda desk: desk.trickle(of, leg, candidate))

    async def on_layer(self, message: dict[str, Any]) -> None:
        """Note how tall she shows a picture."""
        await self._order(lambda desk: desk.layer(message["who"], message["height"]))

    async def on_stats(self, message: dict[str, Any]) -> None:
        """Note how her line is; a page that stays long is kept with passwords that serve."""
        if time.monotonic() - self.ways_at > WAYS_EVERY:
            await self.give_ways()
        if not self.joined:
            raise RoomRefused("not_in_room")
        self._show(message)
        # From browser to browser there is no layer to choose, nor anything to choose before it is asked for.
        if self.media is not None:
            line = Line(rtt_ms=message["rtt"], lost_permille=message["lost"], kbps=message["kbps"])
            await self._order(lambda desk: desk.measured(line))

    def _show(self, message: dict[str, Any]) -> None:
        """Let who directs know how her line is."""
        seat = self.desk.participant
        figures = {name: message[name] for name in ("lost", "rtt")}
        figures |= {"level": self.media.level if self.media else WHOLE, "audio": not seat.wants_picture}
        rows = boards.of(self.desk.room.pk).note(seat.pk, figures)
        if rows:
            hub.say(stream_of(self.desk.room), {"kind": "quality", "people": rows})

    def noted(self) -> None:
        """Something about her changed in the room: what she sends is held to it, whatever her page does."""
        if self.media is not None and self.orders is not None and not self.orders.full():
            self.orders.put_nowait(self._hold)

    async def _hold(self, desk: MediaDesk) -> None:
        seat = self.desk.participant
        await desk.enforce(voice=seat.microphone, picture=seat.camera)
        if not any(may_send(seat)):
            await desk.stop_sending()

    async def _order(self, order: Order) -> None:
        # The table asks about the person; it must also be this window of hers that entered.
        if not self.joined:
            raise RoomRefused("not_in_room")
        if self.media is None:
            try:
                self.media = media_backend().desk(self.desk.room.key, self.desk.participant.pk, self.say)
            except NoMedia:
                await self._refuse("no_media")
                return
            self.orders = asyncio.Queue(MOST_ORDERS)
            self.worker = asyncio.create_task(self._work(self.media, self.orders))
        assert self.orders is not None  # noqa: S101  (made with the desk)
        if self.orders.full():
            await self.hang_up(Close.TOO_FAST)
        else:
            self.orders.put_nowait(order)

    async def _work(self, desk: MediaDesk, orders: asyncio.Queue[Order]) -> None:
        while True:
            order = await orders.get()
            try:
                await order(desk)
            except NoMedia:
                await self._refuse("no_media")
            except NotAllowed:
                await self._refuse("forbidden")
            except Exception:
                log.exception("room_media_failed")

    async def _refuse(self, code: str) -> None:
        await self.say({"kind": "error", "code": code, "message": MESSAGES[code]})

    async def disconnect(self, code: int) -> None:
        """Stop her picture and voice with her socket."""
        if self.worker is not None:
            self.worker.cancel()
        await super().disconnect(code)
        if self.media is not None:
            desk, self.media = self.media, None
            await desk.close(ended=self.farewell == Close.ENDED or self.desk.ended)
