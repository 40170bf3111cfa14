"""How picture and voice are doing now, asked in one way: for `/listo/` and for who keeps the machines."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from asgiref.sync import async_to_sync
from django.conf import settings

from core.health import NotWell
from videoconf.media.backend import NoMedia
from videoconf.media.health import janus_process, media
from videoconf.media.janus.load import Load, load_now
from videoconf.media.process import Process, process_now
from videoconf.media.relay import relay_answers


@dataclass(frozen=True, slots=True)
class Fall:
    """The last time that a program stopped by itself."""

    at: datetime
    code: int


@dataclass(frozen=True, slots=True)
class MediaNow:
    """What is known at this moment; `trouble` says what to do."""

    has_janus: bool
    has_relay: bool
    trouble: str = ""
    relay_up: bool = False
    process: Process | None = None
    load: Load | None = None
    janus_fell: Fall | None = None
    relay_fell: Fall | None = None


def media_now() -> MediaNow:
    """Ask everything that can be asked; what does not answer is said, never raised."""
    has_janus, has_relay = bool(settings.JANUS_TOKEN_SECRET), bool(settings.TURN_SECRET)
    trouble = ""
    process: Process | None = None
    load: Load | None = None
    try:
        media()
        if has_janus:
            process = process_now(janus_process())
            load = async_to_sync(load_now)()
    except NotWell as reason:
        trouble = str(reason)
    except NoMedia as away:
        trouble = f"Janus no contesta ({away}): vuelve a arrancar la línea «media» del Procfile"
    return MediaNow(
        has_janus=has_janus,
        has_relay=has_relay,
        trouble=trouble,
        relay_up=has_relay and relay_answers(),
        process=process,
        load=load,
        janus_fell=_fall("janus"),
        relay_fell=_fall("turn"),
    )


def _fall(kind: str) -> Fall | None:
    """Return what the supervisor of a program wrote when it stopped last."""
    path = Path(settings.MEDIA_DIR) / f"{kind}.fall"
    try:
        said = json.loads(path.read_text())
        return Fall(datetime.fromisoformat(said["at"]), int(said["code"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
