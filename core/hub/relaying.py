"""From a line to a socket."""

import asyncio
from collections.abc import Awaitable, Callable

from core.hub.values import Line, Message, SlowReader


async def relay(
    line: Line, send: Callable[[str], Awaitable[None]], wanted: Callable[[Message], bool] | None = None
) -> None:
    """Send every message of the line until it is closed; raise SlowReader when the socket cannot keep up."""
    line.task = asyncio.current_task()
    try:
        async for messages in line:
            for message in messages:
                if wanted is None or wanted(message):
                    await send(message.text)
    except asyncio.CancelledError:
        if line.slow:
            raise SlowReader from None
        raise
    finally:
        line.task = None
        line.close()
