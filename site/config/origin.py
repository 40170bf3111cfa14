"""A socket may be opened only by a page of the very host it is opened on."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from channels.security.websocket import WebsocketDenier

Scope = MutableMapping[str, Any]
Application = Callable[[Scope, Any, Any], Awaitable[None]]


class SameOriginValidator:
    """Refuses (403, before accepting) a socket whose Origin is not its Host.

    The list of allowed hosts would not do: it holds the packages' host, whose scripts are not ours.
    """

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        chosen = self.application if same_origin(scope) else WebsocketDenier()
        await chosen(scope, receive, send)


def same_origin(scope: Scope) -> bool:
    """Whether exactly one Origin came and names the same host and port as Host."""
    origins = [value for name, value in scope.get("headers", []) if name == b"origin"]
    hosts = [value for name, value in scope.get("headers", []) if name == b"host"]
    if len(origins) != 1 or len(hosts) != 1:
        return False
    parts = urlsplit(origins[0].decode("latin1"))
    return parts.scheme in ("http", "https") and parts.netloc.lower() == hosts[0].decode("latin1").lower()
