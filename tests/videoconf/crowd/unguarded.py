"""The same site with one guard off, named in the environment: the negative controls of the attacks."""

import os

from tests.videoconf.room_site import application

__all__ = ["application"]


def _nobody_looks_at_the_table() -> None:
    """What the layer loses stays lost."""
    from core.hub import service

    service.EVERY = 3600.0


def _no_limits() -> None:
    from videoconf.consumers import limits, socket

    endless = limits.Bucket(rate=10**9, burst=10**9)
    limits.SOCKETS_PER_PERSON = 10**6
    limits.person_bucket = socket.socket_bucket = socket.typing_bucket = lambda: endless
    socket.MALFORMED_BEFORE_CLOSING = 10**6


{"table": _nobody_looks_at_the_table, "limits": _no_limits}[os.environ["GUARD_OFF"]]()
