"""Can this process serve? One answer for each part, without details that would help an intruder."""

import asyncio
from collections.abc import Callable
from functools import cache
from typing import Any, Final
from weakref import WeakKeyDictionary

import structlog
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from core import append_only, clock
from core.models import WorkerHeartbeat
from core.worker import ALIVE_FOR

log = structlog.get_logger("concejo.health")


def add(name: str, ask: Callable[[], str]) -> None:
    """Let an app above add a part of its own; its `ask` says how it is, or raises NotWell."""
    PARTS[name] = ask


class NotWell(Exception):
    """A part does not work; the text says what to do."""


def parts() -> dict[str, dict[str, Any]]:
    """Ask every part and return {"ok", "detalle"} for each, by its name in Spanish."""
    return {name: _asked(name, ask) for name, ask in PARTS.items()}


def _asked(name: str, ask: Callable[[], str]) -> dict[str, Any]:
    try:
        return {"ok": True, "detalle": ask()}
    except NotWell as reason:
        return {"ok": False, "detalle": str(reason)}
    except Exception:
        log.warning("health_part_failed", part=name, exc_info=True)
        return {"ok": False, "detalle": "no responde"}


def database() -> str:
    """One query."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT 1")
    return "responde"


def migrations() -> str:
    """Nothing left to apply."""
    if _pending():
        _pending.cache_clear()
        raise NotWell("faltan migraciones: ejecuta «manage.py migrate»")
    return "al día"


@cache
def _pending() -> bool:
    # Code and tables of a running process do not change once they agree, so a good answer is kept.
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def triggers() -> str:
    """The rows that are never changed are guarded."""
    if append_only.missing_triggers():
        raise NotWell("faltan disparadores: ejecuta «manage.py migrate»")
    return "puestos"


def worker() -> str:
    """Some worker gave a sign in the last minute."""
    if not WorkerHeartbeat.objects.filter(beat_at__gte=clock.now() - ALIVE_FOR).exists():
        raise NotWell("el proceso de fondo no da señales: arranca «manage.py worker»")
    return "da señales"


def layer() -> str:
    """A message sent to oneself comes back."""
    async_to_sync(_round_trip)()
    return "responde"


async def _round_trip() -> None:
    channels, loop = get_channel_layer(), asyncio.get_running_loop()
    # One channel kept per loop: the Redis layer never gives back one that was received from.
    if loop not in _ears:
        _ears[loop] = await channels.new_channel("health.")
    try:
        await channels.send(_ears[loop], {"type": "health"})
        await asyncio.wait_for(channels.receive(_ears[loop]), timeout=3)
    except Exception:
        _ears.pop(loop, None)
        raise


_ears: WeakKeyDictionary[asyncio.AbstractEventLoop, str] = WeakKeyDictionary()
PARTS: Final[dict[str, Callable[[], str]]] = {
    "base de datos": database,
    "migraciones": migrations,
    "disparadores": triggers,
    "proceso de fondo": worker,
    "canales": layer,
}
