"""One connection to Janus: requests with their answers, events to their handles. Tokens never reach a log."""

import asyncio
import contextlib
import json
import secrets
from collections.abc import Callable
from typing import Any, Final

import structlog
from websockets.asyncio.client import ClientConnection, unix_connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from videoconf.media.janus.refusals import JanusAway, refusal_in
from videoconf.media.janus.tokens import Tokens

log = structlog.get_logger("concejo.media")
PATIENCE: Final = 5.0
LONGEST: Final = 4 * 1024 * 1024
# What is finished with a bare `ack`; of a message, the ack only says that its answer will come as an event.
ACKNOWLEDGED: Final = frozenset({"keepalive", "trickle"})
HIDDEN: Final = frozenset({"token", "secret", "admin_key", "pin", "jsep", "candidate", "private_id"})

Message = dict[str, Any]
Hear = Callable[[Message], None]


def shown(message: Any) -> Any:
    """Return a message as it may be written in a log: without tokens, secrets, addresses or SDP."""
    if isinstance(message, dict):
        return {name: "[oculto]" if name in HIDDEN else shown(value) for name, value in message.items()}
    return [shown(one) for one in message] if isinstance(message, list) else message


class Wire:
    """Speaks JSON with Janus. One reader; any number of requests at once, each with its transaction."""

    def __init__(self, tokens: Tokens, patience: float = PATIENCE) -> None:
        self._tokens, self._patience = tokens, patience
        self._door: ClientConnection | None = None
        self._asked: dict[str, tuple[str, asyncio.Future[Message]]] = {}
        self._ears: dict[int, Hear] = {}
        self.session: int | None = None
        self.undelivered = 0

    async def open(self, path: str) -> None:
        """Connect and begin a session. Errors: OSError, JanusAway, JanusRefused."""
        protocol = Subprotocol("janus-protocol")
        limits: dict[str, Any] = {"max_size": LONGEST, "compression": None, "ping_interval": None}
        self._door = await unix_connect(path, "ws://janus/", subprotocols=[protocol], **limits)

    async def begin(self) -> None:
        """Begin the session; the connection must be being read."""
        self.session = int((await self.ask("create"))["data"]["id"])

    async def read(self) -> None:
        """Take what Janus says until it hangs up; every request still waiting fails then."""
        assert self._door is not None  # noqa: S101  (opened before)
        try:
            async for frame in self._door:
                self._take(json.loads(frame))
        except ConnectionClosed:
            pass
        finally:
            self._drop()

    async def close(self) -> None:
        """Hang up; Janus ends the session with its connection."""
        if self._door is not None:
            await self._door.close()
        self._drop()

    def _drop(self) -> None:
        self.session, waiting = None, list(self._asked.values())
        self._asked.clear()
        self._ears.clear()
        for _, answer in waiting:
            if not answer.done():
                answer.set_exception(JanusAway("se ha cortado"))

    async def ask(self, janus: str, handle: int | None = None, **fields: Any) -> Message:
        """Send a request and return its answer. Errors: JanusRefused, JanusAway after `patience`."""
        mark, loop = secrets.token_hex(8), asyncio.get_running_loop()
        message = {"janus": janus, "transaction": mark, "token": self._tokens.api(), **fields}
        if self.session is not None:
            message["session_id"] = self.session
        if handle is not None:
            message["handle_id"] = handle
        answer: asyncio.Future[Message] = loop.create_future()
        self._asked[mark] = (janus, answer)
        try:
            await self._send(message)
            return await asyncio.wait_for(answer, self._patience)
        except TimeoutError:
            log.warning("janus_silent", request=shown(message))
            raise JanusAway(f"no responde a {janus}") from None
        finally:
            self._asked.pop(mark, None)

    async def _send(self, message: Message) -> None:
        if self._door is None:
            raise JanusAway("no hay conexión")
        try:
            await self._door.send(json.dumps(message, separators=(",", ":")))
        except ConnectionClosed:
            raise JanusAway("se ha cortado") from None

    def _take(self, message: Message) -> None:
        janus, (kind, answer) = (
            message.get("janus"),
            self._asked.get(message.get("transaction", ""), ("", None)),
        )
        if answer is None or answer.done():
            self._pass_on(message)
        elif janus == "ack":
            if kind in ACKNOWLEDGED:
                answer.set_result(message)
        elif (refusal := refusal_in(message)) is not None:
            answer.set_exception(refusal)
        else:
            answer.set_result(message)

    def _pass_on(self, message: Message) -> None:
        hear = self._ears.get(int(message.get("sender", 0)))
        if hear is not None:
            with contextlib.suppress(asyncio.QueueFull):
                hear(message)
        elif message.get("janus") != "ack":
            # Of a handle just given back, mostly. Presence never hangs on it: our sockets are its truth.
            self.undelivered += 1
            log.debug("janus_undelivered", message=shown(message))

    async def attach(self, plugin: str, hear: Hear) -> int:
        """Return a new handle whose events go to `hear`."""
        number = int((await self.ask("attach", plugin=plugin))["data"]["id"])
        self._ears[number] = hear
        return number

    async def detach(self, handle: int) -> None:
        """Give a handle back: its links end with it."""
        self._ears.pop(handle, None)
        await self.ask("detach", handle)
