"""Whether picture and voice can travel now, for `/listo/`."""

import shutil
import socket
from typing import Final

from django.conf import settings

from core.health import NotWell

PATIENCE: Final = 2.0


def media() -> str:
    """Say how picture and voice travel; with Janus, ask whether somebody answers at its socket."""
    if not settings.JANUS_TOKEN_SECRET:
        return "de navegador a navegador"
    if not shutil.which("janus"):
        raise NotWell("falta Janus: apt-get install --no-install-recommends janus")
    with socket.socket(socket.AF_UNIX) as door:
        door.settimeout(PATIENCE)
        try:
            door.connect(settings.JANUS_SOCKET)
        except OSError:
            raise NotWell("Janus no responde: arranca la línea «media» del Procfile") from None
    return "por Janus"
