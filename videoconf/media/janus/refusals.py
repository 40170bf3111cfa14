"""What Janus answers when it does not do what was asked."""

from typing import Any, Final

NO_SUCH_SESSION: Final = 458
NO_SUCH_HANDLE: Final = 459
NO_SUCH_ROOM: Final = 426
ROOM_EXISTS: Final = 427
NO_SUCH_FEED: Final = 428
# Its API's own, a missing or expired token, and the room's.
UNAUTHORISED: Final = frozenset({403, 405, 429, 433})


class JanusRefused(Exception):
    """Janus answered with an error."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(f"{code} {reason}")
        self.code, self.reason = code, reason


class JanusAway(Exception):
    """Janus cannot be reached, or did not answer in time."""


def refusal_in(message: dict[str, Any]) -> JanusRefused | None:
    """Return the error of an answer, of the core or of the plugin, if it carries one."""
    if message.get("janus") == "error":
        error = message.get("error") or {}
        return JanusRefused(int(error.get("code", 0)), str(error.get("reason", "")))
    data = (message.get("plugindata") or {}).get("data") or {}
    if "error_code" in data:
        return JanusRefused(int(data["error_code"]), str(data.get("error", "")))
    return None
