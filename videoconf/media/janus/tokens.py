"""Tokens that Janus checks by itself: who holds none cannot use its API, nor speak in a room."""

import base64
import hashlib
import hmac
import time
from dataclasses import dataclass
from typing import Final

PLUGIN: Final = "janus.plugin.videoroom"
# Each is used at once; the margin is for clocks, not for keeping them.
LIFE: Final = 300


@dataclass(frozen=True, slots=True)
class Tokens:
    """Signs with the secret that Janus has in its configuration."""

    secret: str

    def _sign(self, realm: str, *descriptors: str) -> str:
        left = ",".join((str(int(time.time()) + LIFE), realm, *descriptors))
        sealed = hmac.new(self.secret.encode(), left.encode(), hashlib.sha1).digest()
        return f"{left}:{base64.b64encode(sealed).decode()}"

    def api(self) -> str:
        """Return the token of every request of ours."""
        return self._sign("janus", PLUGIN)

    def room(self, room: str, *, publish: bool) -> str:
        """Return the token with which a room is joined; only who may publish is given one that opens it."""
        return self._sign(PLUGIN, f"room={room}" if publish else f"listen={room}")

    def of(self, purpose: str) -> str:
        """Derive a secret for one use: of a room, of the administration."""
        return hmac.new(self.secret.encode(), purpose.encode(), hashlib.sha256).hexdigest()
