"""What each message of a room's socket does: one verb, one answer."""

import uuid
from typing import Any

from channels.db import database_sync_to_async

from videoconf import protocol, services
from videoconf.consumers.asking import Asking
from videoconf.consumers.desk import open_desk
from videoconf.consumers.media import MediaTalk
from videoconf.consumers.moderation import Moderation
from videoconf.consumers.showing import Showing
from videoconf.consumers.sight import waiting
from videoconf.consumers.talk import Talk
from videoconf.enums import ParticipantState
from videoconf.guests import Guest
from videoconf.protocol import Close
from videoconf.services import Arrival


class RoomConsumer(Moderation, Talk, Asking, Showing, MediaTalk):
    """Speaks `docs/protocolo-sala.md`. What it knows of the room comes from the database, by the hub."""

    async def on_hello(self, message: dict[str, Any]) -> None:
        """Give the whole state and everything after it."""
        self.deafen()
        state = await database_sync_to_async(self.desk.state)()
        self.told_outside = self.desk.outside
        await self.say({"kind": "state", "v": protocol.VERSION, "me": self.desk.participant.pk, **state})
        if not await self._is_over():
            self.listen(state["n"])

    async def on_resume(self, message: dict[str, Any]) -> None:
        """Give what happened after a number; the whole state when that is too much or makes no sense."""
        await database_sync_to_async(self.desk.read_again)()
        last, self.told_outside = self.desk.n, self.desk.outside
        if self.desk.outside or not 0 <= last - message["after"] <= services.TOO_MANY:
            await self.on_hello(message)
            return
        await self.say({"kind": "resumed", "me": self.desk.participant.pk, "n": last})
        if not await self._is_over():
            self.listen(message["after"])

    async def on_join(self, message: dict[str, Any]) -> None:
        """Take a seat, or a place in the queue; her other window hears that this one holds the seat now."""
        # Asked again: the place she had when the page was opened may have been given back since.
        desk = await database_sync_to_async(open_desk)(self.desk.room.key, self.user)
        if desk is None:
            await self.hang_up(Close.LINK_ENDED if isinstance(self.user, Guest) else Close.NOT_ADMITTED)
            return
        self.desk, self.peer, self.connection = desk, message["peer"], str(uuid.uuid4())
        arrival = Arrival(
            self.connection, self.peer, message["video"], message["microphone"], message["camera"]
        )
        seat = await database_sync_to_async(services.enter)(
            room=desk.room, person=self.user, admission=desk.admission, arrival=arrival
        )
        await database_sync_to_async(desk.read_again)()
        self.waiting = seat.pk if seat.state == ParticipantState.WAITING else None
        if self.waiting is not None:
            await self._wait()
            return
        self.joined = True
        if self.told_outside:
            await self.on_hello(message)
        await self.give_ways()
        await self.say({"kind": "joined", "me": desk.participant.pk, "seat": desk.participant.seat})
        self.whisper(desk.participant.pk, {"kind": "moved", "connection": self.connection})
        await self.recall()

    async def _wait(self) -> None:
        if not self.desk.outside:
            # She was let in between calling and now: her page asks again.
            await self.say({"kind": "again"})
            return
        state = await database_sync_to_async(services.state_outside)(self.desk.participant)
        if state["place"] is not None:
            await self.say(waiting(state["place"]))

    async def _is_over(self) -> bool:
        """Whether the room ended, or she was put out of it, before her page began to listen."""
        code = Close.ENDED if self.desk.ended else Close.REMOVED if self.desk.removed else None
        if code is not None:
            await self.hang_up(code)
        return code is not None

    async def on_leave(self, message: dict[str, Any]) -> None:
        """Say goodbye."""
        await database_sync_to_async(services.leave)(
            participant=self.desk.participant, connection=self.connection
        )
        self.joined, self.waiting = False, None
        await self.hang_up(Close.NORMAL)

    async def on_chat(self, message: dict[str, Any]) -> None:
        """Write a line."""
        await database_sync_to_async(services.say)(
            participant=self.desk.participant, text=message["text"], ref=message["ref"]
        )

    async def on_media(self, message: dict[str, Any]) -> None:
        """Say what is switched on."""
        self.desk.participant = await database_sync_to_async(services.set_media)(
            participant=self.desk.participant,
            microphone=message["microphone"],
            camera=message["camera"],
        )

    async def on_picture(self, message: dict[str, Any]) -> None:
        """Go on with voice alone, or with picture again."""
        self.desk.participant = await database_sync_to_async(services.set_picture)(
            participant=self.desk.participant, on=message["on"]
        )

    async def on_signal(self, message: dict[str, Any]) -> None:
        """Carry an offer, an answer or a candidate to one page of one person; never to the database."""
        whisper = {
            "kind": "signal",
            "by": self.desk.participant.pk,
            "peer": self.peer,
            "to_peer": message["peer"],
            "data": message["data"],
        }
        self.whisper(message["to"], whisper)

    async def on_ping(self, message: dict[str, Any]) -> None:
        """Answer; the sign of life was noted on arrival."""
        if "t" in message:
            await self.say({"kind": "pong", "t": message["t"]})

    async def on_end(self, message: dict[str, Any]) -> None:
        """End the room for everybody."""
        await database_sync_to_async(services.end)(room=self.desk.room, by=self.desk.participant)
