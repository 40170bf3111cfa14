"""Whether picture and voice can travel now, for `/listo/` and for the page of who keeps the machines."""

import shutil
import socket
import struct
from typing import Final

from django.conf import settings

from core.health import NotWell

PATIENCE: Final = 2.0


def media() -> str:
    """Say how picture and voice travel; with Janus, ask whether somebody answers at its socket."""
    if not settings.JANUS_TOKEN_SECRET:
        return "de navegador a navegador"
    janus_process()
    return "por Janus"


def janus_process() -> int:
    """Return the number of the process that answers at Janus's socket. Errors: NotWell, with what to do."""
    if not shutil.which("janus"):
        raise NotWell("falta Janus: apt-get install --no-install-recommends janus")
    with socket.socket(socket.AF_UNIX) as door:
        door.settimeout(PATIENCE)
        try:
            door.connect(settings.JANUS_SOCKET)
            # Process, person and group of the other end, as the system knows them.
            other = door.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        except OSError:
            raise NotWell("Janus no responde: arranca la línea «media» del Procfile") from None
    return int(struct.unpack("3i", other)[0])
