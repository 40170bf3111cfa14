"""What Janus carries now, as its administration says: a socket of its own, beside the other."""

import json
import secrets
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from websockets.asyncio.client import ClientConnection, unix_connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from videoconf.media.backend import NoMedia
from videoconf.media.janus.room import owner_of
from videoconf.media.janus.tokens import Tokens

PROTOCOL: Final = Subprotocol("janus-admin-protocol")
LONGEST: Final = 4 * 1024 * 1024
PATIENCE: Final = 3.0


@dataclass(frozen=True, slots=True)
class RoomLoad:
    """One room: how many send, and how many receive."""

    key: str
    publishers: int
    subscribers: int


@dataclass(frozen=True, slots=True)
class Load:
    """Everything that it carries."""

    version: str
    sessions: int
    handles: int
    rooms: tuple[RoomLoad, ...]
    kbps: int


async def load_now() -> Load:
    """Ask Janus. Errors: NoMedia."""
    try:
        async with unix_connect(
            settings.JANUS_ADMIN_SOCKET,
            "ws://janus/",
            subprotocols=[PROTOCOL],
            compression=None,
            max_size=LONGEST,
            open_timeout=PATIENCE,
        ) as door:
            return await _ask_everything(_Administration(door))
    except (OSError, WebSocketException, TimeoutError, ValueError, KeyError) as trouble:
        raise NoMedia(str(trouble)) from trouble


class _Administration:
    def __init__(self, door: ClientConnection) -> None:
        self._door, self._secret = door, Tokens(settings.JANUS_TOKEN_SECRET).of("administration")

    async def ask(self, janus: str, **fields: Any) -> dict[str, Any]:
        """Ask one thing at a time; what is gone meanwhile is answered with nothing."""
        mark = secrets.token_hex(8)
        asked = {"janus": janus, "transaction": mark, "admin_secret": self._secret, **fields}
        await self._door.send(json.dumps(asked))
        said: dict[str, Any] = json.loads(await self._door.recv())
        return said


async def _ask_everything(janus: _Administration) -> Load:
    version = str((await janus.ask("info")).get("version_string", ""))
    sessions = (await janus.ask("list_sessions"))["sessions"]
    handles = [
        (session, handle)
        for session in sessions
        for handle in (await janus.ask("list_handles", session_id=session)).get("handles", [])
    ]
    told = [
        (await janus.ask("handle_info", session_id=session, handle_id=handle)).get("info") or {}
        for session, handle in handles
    ]
    bits = 8 * sum(_bytes_of_a_second(one.get("webrtc")) for one in told)
    return Load(version, len(sessions), len(handles), _rooms(told), bits // 1000)


def _rooms(told: list[dict[str, Any]]) -> tuple[RoomLoad, ...]:
    parts = [one.get("plugin_specific") or {} for one in told]
    known = [part for part in parts if part.get("room")]
    # The watcher of each of our processes, which is nobody's, never sends.
    people = [part for part in known if part["type"] != "publisher" or owner_of(str(part.get("id", "")))]
    count = Counter((str(part["room"]), part["type"]) for part in people)
    rooms = sorted({str(part["room"]) for part in known})
    return tuple(RoomLoad(room, count[room, "publisher"], count[room, "subscriber"]) for room in rooms)


def _bytes_of_a_second(told: Any) -> int:
    """Add up what was carried in the last second, wherever it is said: it differs from part to part."""
    if isinstance(told, list):
        return sum(map(_bytes_of_a_second, told))
    if not isinstance(told, dict):
        return 0
    own = told.get("bytes_lastsec", 0)
    return int(own) + sum(_bytes_of_a_second(one) for one in told.values())
