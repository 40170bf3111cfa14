"""What the web process does before its first answer: it refuses to serve a log that could be rewritten."""

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from channels.db import database_sync_to_async
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from core import append_only

log = structlog.get_logger("concejo.start")


async def lifespan(
    scope: dict[str, Any],
    receive: Callable[[], Awaitable[dict[str, Any]]],
    send: Callable[[dict[str, Any]], Awaitable[None]],
) -> None:
    """Answer the ASGI lifespan protocol: start only when the guards of the append-only tables are there.

    A database that is away does not stop the start: `/listo/` says so until it is back.
    """
    while (await receive())["type"] != "lifespan.shutdown":
        try:
            await database_sync_to_async(append_only.assert_installed)()
        except ImproperlyConfigured as missing:
            await send({"type": "lifespan.startup.failed", "message": str(missing)})
            return
        except DatabaseError:
            log.warning("database_away_at_start")
        await send({"type": "lifespan.startup.complete"})
    await send({"type": "lifespan.shutdown.complete"})
