"""Writers who come at once take turns: a line instead of a scramble, and a plain answer when it is long.

SQLite has one writer at a time and no queue: whoever finds it taken sleeps and looks again, and of two
hundred some never find it free. So the threads of a process line up here before they begin to write.
PostgreSQL has queues of its own.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import OperationalError, connection

PATIENCE: Final = 20.0
# What the drivers call it when somebody else has what one wants, or there is no connection left to ask with.
BUSY: Final = frozenset(
    {"LockNotAvailable", "DeadlockDetected", "SerializationFailure", "PoolTimeout", "TooManyConnections"}
)
_line = threading.Lock()


class LongLine(OperationalError):
    """Nobody's turn came in time; nothing was begun."""


@contextmanager
def in_turn(patience: float = PATIENCE) -> Iterator[None]:
    """Wait until the writers of this process who came before have finished. Nothing inside a transaction.

    Errors: LongLine.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    if not _line.acquire(timeout=patience):
        raise LongLine("La cola para escribir es demasiado larga")
    try:
        yield
    finally:
        _line.release()


def is_busy(error: BaseException) -> bool:
    """Say whether a database refused only because too many wanted it at once: it can be tried again."""
    if not isinstance(error, OperationalError):
        return False
    cause = error.__cause__
    locked = getattr(cause, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
    return isinstance(error, LongLine) or locked or type(cause).__name__ in BUSY
