"""Relay (TURN) for networks that let nothing else through: passwords of ten minutes, from a shared secret."""

import base64
import hashlib
import hmac
import os
import socket
import struct
import time
from typing import Any, Final

from django.conf import settings

# Long enough to connect; a password copied from a page is worth nothing soon.
LIFE: Final = 600
BINDING: Final = 0x0001
COOKIE: Final = 0x2112A442
PATIENCE: Final = 1.0


def ice_servers(who: str) -> list[dict[str, Any]]:
    """Return what a page's links may try besides the direct way; empty without a relay."""
    if not (settings.TURN_SECRET and settings.TURN_URLS):
        return []
    name = f"{int(time.time()) + LIFE}:{who}"
    sealed = hmac.new(settings.TURN_SECRET.encode(), name.encode(), hashlib.sha1).digest()
    password = base64.b64encode(sealed).decode()
    return [{"urls": list(settings.TURN_URLS), "username": name, "credential": password}]


def relay_answers() -> bool:
    """Whether our relay answers the simplest question (STUN, RFC 8489) on this machine."""
    question = struct.pack("!HHI12s", BINDING, 0, COOKIE, os.urandom(12))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.settimeout(PATIENCE)
        try:
            door.sendto(question, (settings.TURN_LISTEN or "127.0.0.1", settings.TURN_PORT))
            return door.recv(512)[8:20] == question[8:20]
        except OSError:
            return False
