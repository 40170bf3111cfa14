"""What services and consumers say to the hub, from a coroutine or from a thread."""

import asyncio
from collections.abc import Mapping
from typing import Any

from core.hub import layer
from core.hub.service import Hub
from core.hub.values import Line

_hubs: dict[asyncio.AbstractEventLoop, Hub] = {}


def here() -> Hub:
    """Return the hub of the running loop."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        for closed in [known for known in _hubs if known.is_closed()]:
            del _hubs[closed]
        _hubs[loop] = Hub()
    return _hubs[loop]


def subscribe(stream: str, after: int = 0, name: str = "") -> Line:
    """Open a line on a stream for one socket: every event after `after`, then what comes."""
    return here().subscribe(stream, after, name)


def hint(stream: str, number: int) -> None:
    """Say that event `number` of a stream is in the table."""
    _publish({"type": "hint", "stream": stream, "number": number})


def say(stream: str, message: Mapping[str, Any]) -> None:
    """Tell everybody on a stream something that is not stored."""
    _publish({"type": "say", "stream": stream, "to": None, "data": dict(message)})


def whisper(stream: str, to: str, message: Mapping[str, Any]) -> None:
    """Tell the lines of one name something that is not stored."""
    _publish({"type": "say", "stream": stream, "to": to, "data": dict(message)})


def _publish(message: dict[str, Any]) -> None:
    hubs = [hub for loop, hub in list(_hubs.items()) if loop.is_running()]
    for hub in hubs:
        hub.publish(message, elsewhere=hub is hubs[0])
    if not hubs:
        layer.send_from_thread(message)
