"""What each message of a room's socket does: one verb, one answer."""

import uuid
from typing import Any

from channels.db import database_sync_to_async

from videoconf import protocol, services
from videoconf.consumers.desk import open_desk
from videoconf.consumers.socket import RoomSocket
from videoconf.protocol import Close
from videoconf.services import Arrival


class RoomConsumer(RoomSocket):
    """Speaks `docs/protocolo-sala.md`. What it knows of the room comes from the database, by the hub."""

    async def on_hello(self, message: dict[str, Any]) -> None:
        """Give the whole state and everything after it."""
        state = await database_sync_to_async(services.state_of)(self.desk.room.pk)
        await self.say({"kind": "state", "v": protocol.VERSION, "me": self.desk.participant.pk, **state})
        self.listen(state["n"])

    async def on_resume(self, message: dict[str, Any]) -> None:
        """Give what happened after a number; the whole state when that is too much or makes no sense."""
        last = await database_sync_to_async(services.last_number)(self.desk.room.pk)
        if not 0 <= last - message["after"] <= services.TOO_MANY:
            await self.on_hello(message)
            return
        await self.say({"kind": "resumed", "me": self.desk.participant.pk, "n": last})
        self.listen(message["after"])

    async def on_join(self, message: dict[str, Any]) -> None:
        """Take a seat; her other window hears that this one holds it now."""
        # Asked again: the place she had when the page was opened may have been given back since.
        desk = await database_sync_to_async(open_desk)(self.desk.room.key, self.user)
        if desk is None:
            await self.hang_up(Close.NOT_ADMITTED)
            return
        self.desk, self.peer, self.connection = desk, message["peer"], str(uuid.uuid4())
        arrival = Arrival(
            self.connection, self.peer, message["video"], message["microphone"], message["camera"]
        )
        desk.participant = await database_sync_to_async(services.enter)(
            room=desk.room, person=self.user, admission=desk.admission, arrival=arrival
        )
        self.joined = True
        await self.say({"kind": "joined", "me": desk.participant.pk, "seat": desk.participant.seat})
        self.whisper(desk.participant.pk, {"kind": "moved", "connection": self.connection})

    async def on_leave(self, message: dict[str, Any]) -> None:
        """Say goodbye."""
        await database_sync_to_async(services.leave)(
            participant=self.desk.participant, connection=self.connection
        )
        self.joined = False
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
