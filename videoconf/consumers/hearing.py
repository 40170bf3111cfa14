"""The half of a socket that listens: what the hub brings goes to the page; what is about us is noted."""

import asyncio
import contextlib
from typing import Any, Final

from channels.generic.websocket import AsyncWebsocketConsumer

from core import hub
from core.hub import Message
from videoconf.consumers.desk import Desk
from videoconf.enums import EventKind, ParticipantState
from videoconf.protocol import Close
from videoconf.services import stream_of

STATE_AFTER: Final[dict[str, str]] = {
    EventKind.JOIN: ParticipantState.PRESENT,
    EventKind.LEAVE: ParticipantState.LEFT,
    EventKind.LOST: ParticipantState.LOST,
}
NOTED: Final = ("seat", "microphone", "camera")


class Hearing(AsyncWebsocketConsumer):
    """Pumps the room's events, and the whispers for this person, to her page."""

    connection: str
    peer: str
    desk: Desk
    joined: bool
    line: hub.Line | None = None
    pump: asyncio.Task[None] | None = None
    farewell: Close | None = None

    async def hang_up(self, code: Close) -> None:
        """Close the socket with a code."""
        raise NotImplementedError

    def listen(self, after: int) -> None:
        """Begin, or begin again, to hear the room after an event."""
        self.deafen()
        name = str(self.desk.participant.pk)
        self.line = hub.subscribe(stream_of(self.desk.room), after=after, name=name)
        self.pump = asyncio.create_task(self._pump(self.line))

    def deafen(self) -> None:
        """Stop hearing."""
        if self.pump is not None and self.line is not None:
            self.pump.cancel()
            self.line.close()

    def whisper(self, participant_id: int, message: dict[str, Any]) -> None:
        """Pass a message to one person's sockets, in any process."""
        hub.whisper(stream_of(self.desk.room), str(participant_id), message)

    async def _pump(self, line: hub.Line) -> None:
        try:
            await hub.relay(line, self._deliver, self._wanted)
        except hub.SlowReader:
            await self.hang_up(Close.SLOW_READER)

    async def _deliver(self, text: str) -> None:
        # The other end may have closed a moment ago; its `disconnect` is on its way.
        with contextlib.suppress(RuntimeError):
            await self.send(text)
        if self.farewell is not None:
            self.joined = False
            await self.hang_up(self.farewell)

    def _wanted(self, message: Message) -> bool:
        """Whether this message is for our page; what it says about us is noted on the way."""
        if message.kind == "signal":
            return self.joined and message.data["to_peer"] == self.peer
        if message.kind == "moved":
            moved = self.joined and message.data["connection"] != self.connection
            self.farewell = Close.MOVED if moved else None
            return moved
        self._note(message)
        return True

    def _note(self, message: Message) -> None:
        if message.kind == EventKind.ENDED:
            self.farewell = Close.ENDED
        body, seat = message.data.get("data") or {}, self.desk.participant
        if body.get("participant") != seat.pk:
            return
        seat.state = STATE_AFTER.get(message.kind, seat.state)
        for name in NOTED:
            setattr(seat, name, body.get(name, getattr(seat, name)))
