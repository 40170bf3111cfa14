"""From a line to a socket."""

import asyncio
from collections.abc import Awaitable, Callable

from core.hub.values import Line, Message, SlowReader


async def relay(
    line: Line, send: Callable[[str], Awaitable[None]], text_of: Callable[[Message], str | None] | None = None
) -> None:
    """Send every message of the line until it is closed; raise SlowReader when the socket cannot keep up.

    `text_of` says what this socket is given of a message: its text, another, or nothing.
    """
    line.task = asyncio.current_task()
    try:
        async for messages in line:
            for message in messages:
                text = message.text if text_of is None else text_of(message)
                if text is not None:
                    await send(text)
    except asyncio.CancelledError:
        if line.slow:
            raise SlowReader from None
        raise
    finally:
        line.task = None
        line.close()
