"""The half of a socket that listens: what the hub brings goes to the page; what is about us is noted."""

import asyncio
import contextlib
from typing import Any, Final

from channels.generic.websocket import AsyncWebsocketConsumer

from core import hub
from core.hub import Message
from videoconf.consumers.desk import Desk, who_in
from videoconf.consumers.sight import again, seen_by, sent_away
from videoconf.enums import EventKind, PresenceEnd
from videoconf.protocol import Close
from videoconf.services import stream_of

# Whoever is put out reads why before the socket closes.
SENT_AWAY: Final = {Close.REMOVED: "removed", Close.DENIED: "denied", Close.WITHDREW: "withdrew"}
GIVEN_UP: Final = frozenset({EventKind.LOST, EventKind.LEAVE})
OUT_OF_THE_QUEUE: Final[dict[str, Close]] = {
    EventKind.DENIED: Close.DENIED,
    EventKind.WITHDREW: Close.WITHDREW,
}


class Hearing(AsyncWebsocketConsumer):
    """Pumps the room's events, and the whispers for this person, to her page."""

    connection: str
    peer: str
    desk: Desk
    joined: bool
    # Whether the state her page was given last is that of who is outside.
    told_outside: bool = False
    line: hub.Line | None = None
    pump: asyncio.Task[None] | None = None
    farewell: Close | None = None

    async def hang_up(self, code: Close) -> None:
        """Close the socket with a code."""
        raise NotImplementedError

    async def let_go(self) -> None:
        """Say until when the page that another one replaces was there."""
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
            await hub.relay(line, self._deliver, self._text_for_us)
        except hub.SlowReader:
            await self.hang_up(Close.SLOW_READER)

    async def _deliver(self, text: str) -> None:
        # The other end may have closed a moment ago; its `disconnect` is on its way.
        with contextlib.suppress(RuntimeError):
            await self.send(text)
        if self.farewell is not None:
            if self.farewell == Close.MOVED:
                await self.let_go()
            self.joined = False
            await self.hang_up(self.farewell)

    def _text_for_us(self, message: Message) -> str | None:
        """Return what our page is given of this message; what it says about us is noted on the way."""
        if message.kind == "signal":
            return message.text if self.joined and message.data["to_peer"] == self.peer else None
        if message.kind == "moved":
            moved = self.joined and message.data["connection"] != self.connection
            self.farewell = Close.MOVED if moved else None
            return message.text if moved else None
        if message.kind == "typed":
            ours = message.data["by"] == self.desk.participant.pk
            return None if ours or self.desk.outside else message.text
        if message.kind == "quality":
            return message.text if self.joined and self.desk.directs else None
        self._note(message)
        if self.farewell in SENT_AWAY:
            return sent_away(SENT_AWAY[self.farewell])
        if self.farewell is None and (self._unseated(message) or self.told_outside is not self.desk.outside):
            self.told_outside = self.desk.outside
            return again()
        return message.text if self.farewell else seen_by(self.desk, message)

    def _note(self, message: Message) -> None:
        if message.number is not None and message.number <= self.desk.n:
            return
        if message.kind == EventKind.ENDED:
            self.farewell = Close.ENDED
        self.desk.note(message)
        if self.desk.removed:
            self.farewell = Close.REMOVED
        elif message.kind in OUT_OF_THE_QUEUE and self.desk.participant.pk in who_in(message):
            self.farewell = OUT_OF_THE_QUEUE[message.kind]
        if (message.data.get("data") or {}).get("participant") == self.desk.participant.pk:
            self.noted()

    def _unseated(self, message: Message) -> bool:
        """Whether she was given up for lost although her page is here, so that it has to come in again.

        A clock that jumps, or a process that stands still for a while, makes a living line look silent.
        """
        body = message.data.get("data") or {}
        fresh = self.joined and (message.number or 0) > self.desk.n
        hers = fresh and body.get("participant") == self.desk.participant.pk
        if not hers or message.kind not in GIVEN_UP or body.get("cause") != PresenceEnd.LOST:
            return False
        self.joined = False
        return True

    def noted(self) -> None:
        """Do what follows from a change in what the room says of her."""
