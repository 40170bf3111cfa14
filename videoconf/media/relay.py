"""Relay (TURN) for networks that let nothing else through: passwords of ten minutes, from a shared secret."""

import base64
import hashlib
import hmac
import time
from typing import Any, Final

from django.conf import settings

# Long enough to connect; a password copied from a page is worth nothing soon.
LIFE: Final = 600


def ice_servers(who: str) -> list[dict[str, Any]]:
    """Return what a page's links may try besides the direct way; empty without a relay."""
    if not (settings.TURN_SECRET and settings.TURN_URLS):
        return []
    name = f"{int(time.time()) + LIFE}:{who}"
    sealed = hmac.new(settings.TURN_SECRET.encode(), name.encode(), hashlib.sha1).digest()
    password = base64.b64encode(sealed).decode()
    return [{"urls": list(settings.TURN_URLS), "username": name, "credential": password}]
