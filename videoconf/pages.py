"""What the room's page is told before it opens its socket."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.urls import reverse

from videoconf.admission import Admission
from videoconf.media import ice_servers, media_backend
from videoconf.models import Room

# How long before its hour one may walk into a meeting.
DOOR_OPENS: Final = timedelta(minutes=15)


def door_is_open(room: Room, at: datetime) -> bool:
    """Say whether one can walk into the room of a meeting now: also after its hour, while it goes on."""
    return room.ended_at is None and room.starts_at - DOOR_OPENS <= at


def room_settings(room: Room, admission: Admission) -> dict[str, Any]:
    """Return the page's settings, written into it as JSON."""
    return {
        "socket": f"/sala/{room.key}/socket/",
        "left": reverse("videoconf:left", args=[room.key]),
        "polls": reverse("videoconf:polls_file", args=[room.key]),
        "slides": reverse("videoconf:slides", args=[room.key]),
        "title": room.title,
        "noun": room.noun,
        "name": admission.display_name,
        "entity": admission.entity_name,
        "role": admission.role,
        "media": media_backend().name,
        "ice": ice_servers(room.key),
    }


def in_words(seconds: int) -> str:
    """Return a length of time as said: "1 hora, 2 minutos y 5 segundos"."""
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    units = ((hours, "hora"), (minutes, "minuto"), (rest, "segundo"))
    said = [f"{count} {name}{'' if count == 1 else 's'}" for count, name in units if count]
    if not said:
        return "menos de un segundo"
    return " y ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)
