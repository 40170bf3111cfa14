"""The half of a socket that answers the door: who may open it, how fast it may speak, how it ends."""

import contextlib
import json
import time
import uuid
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from channels.db import database_sync_to_async

from core import access, clock
from core.access import Access
from videoconf import protocol, services
from videoconf.consumers.desk import open_desk
from videoconf.consumers.hearing import Hearing
from videoconf.consumers.keeper import TICK, keeper
from videoconf.consumers.limits import COST, MALFORMED_BEFORE_CLOSING, people, socket_bucket, typing_bucket
from videoconf.consumers.watch import credential_of, who_comes
from videoconf.guests import ENTRY_COOKIE, Guest
from videoconf.protocol import Close, Malformed
from videoconf.services import MESSAGES, RoomRefused

log = structlog.get_logger("concejo.rooms")
ROW: Final = "videoconf.room"


class RoomSocket(Hearing):
    """Fetches and authorises; what each message does is in `RoomConsumer`."""

    # No channel of its own: the hub has one subscription per process, and a channel per socket costs memory.
    channel_layer_alias = ""

    async def connect(self) -> None:
        """Accept always, so that a refusal reaches the page with its code."""
        self.connection, self.peer = str(uuid.uuid4()), ""
        self.heard, self.joined, self.closing, self.mistakes = time.monotonic(), False, False, 0
        # Her seat while she is in the queue of the waiting room from this page.
        self.waiting: int | None = None
        self.bucket, self.typing = socket_bucket(), typing_bucket()
        self.counted = False
        await self.accept()
        code = await self._refusal()
        if code is not None:
            await self.hang_up(code)
            return
        self.credential = credential_of(self.user, self.scope["session"])
        keeper().add(self)

    async def _refusal(self) -> Close | None:
        key = self.scope["url_route"]["kwargs"]["key"]
        self.user = await database_sync_to_async(who_comes)(self.scope, key)
        is_guest = isinstance(self.user, Guest)
        if not (is_guest or self.user.is_authenticated):
            return Close.LINK_ENDED if ENTRY_COOKIE in self.scope["cookies"] else Close.SIGNED_OUT
        desk = await database_sync_to_async(open_desk)(key, self.user)
        if desk is None:
            return Close.LINK_ENDED if is_guest else Close.NOT_ADMITTED
        self.desk = desk
        if not self._allowed("connect"):
            return Close.NOT_ADMITTED
        if desk.ended:
            return Close.ENDED
        self.counted = people.add(self.user.pk)
        return None if self.counted else Close.TOO_FAST

    async def disconnect(self, code: int) -> None:
        """Note the cut at the moment it was heard last, unless she had said goodbye."""
        if self.counted:
            people.remove(self.user.pk)
            keeper().remove(self)
        self.deafen()
        if self.joined:
            await database_sync_to_async(services.lose)(connection=self.connection, at=self._last_heard())

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Check a frame, ask the access table, and hand it to its handler."""
        self.heard = time.monotonic()
        if self.closing:
            return
        if len(bytes_data or (text_data or "").encode()) > protocol.LONGEST_FRAME:
            await self.hang_up(Close.TOO_BIG)
        elif not self._within_limits(1):
            await self.hang_up(Close.TOO_FAST)
        else:
            await self._answer(text_data or "")

    async def _answer(self, frame: str) -> None:
        try:
            message = protocol.read(frame)
            if self._within_limits(COST.get(message["kind"], 0)):
                await self._act(message)
            else:
                await self.hang_up(Close.TOO_FAST)
        except Malformed as mistake:
            await self._mistake(mistake.code)
        except RoomRefused as refusal:
            await self.say({"kind": "error", "code": refusal.code, "message": refusal.message})
        except Exception:
            # Let out, it would end the consumer without `disconnect`: her place here would stay counted.
            log.exception("room_message_failed")
            await self.hang_up(Close.FAILED)

    async def _act(self, message: dict[str, Any]) -> None:
        if not self._allowed(message["kind"]):
            raise RoomRefused("forbidden" if self.joined else "not_in_room")
        await getattr(self, f"on_{message['kind']}")(message)

    def _within_limits(self, cost: int) -> bool:
        return self.bucket.take(cost) and people.may_send(self.user.pk, cost)

    def _allowed(self, action: str) -> bool:
        asked = Access(
            user=self.user,
            action=action,
            kwargs={"room": self.desk.room.key, "admission": self.desk.admission},
            subject=self.desk.participant,
        )
        return access.allowed("consumer", ROW, asked)

    async def say(self, message: dict[str, Any]) -> None:
        """Send a message, if the socket is still ours."""
        if self.closing:
            return
        # The other end may have closed a moment ago; its `disconnect` is on its way.
        with contextlib.suppress(RuntimeError):
            await self.send(json.dumps(message, ensure_ascii=False, separators=(",", ":")))

    async def hang_up(self, code: Close) -> None:
        """Close once, with a code the page turns into words."""
        if not self.closing:
            self.closing = True
            with contextlib.suppress(RuntimeError):
                await self.close(code)

    async def let_go(self) -> None:
        """Say when this line was last heard: the other one came in, perhaps because this one was dead."""
        try:
            await database_sync_to_async(services.lose)(connection=self.connection, at=self._last_heard())
        except Exception:
            # Without it the interval ends where the other one began; the socket has to close all the same.
            log.exception("room_line_not_corrected")

    async def _mistake(self, code: str) -> None:
        self.mistakes += 1
        await self.say({"kind": "error", "code": code, "message": MESSAGES[code]})
        if self.mistakes >= MALFORMED_BEFORE_CLOSING:
            await self.hang_up(Close.MALFORMED)

    def _last_heard(self) -> datetime:
        # A closed tab is known at once; a dead line only by its silence, and then she left when last heard.
        quiet = time.monotonic() - self.heard
        return clock.now() - timedelta(seconds=quiet if quiet > TICK + 1 else 0)
