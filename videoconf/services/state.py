"""What a page must know of a room: the present state, with the number of the last event it includes."""

from typing import Any

from django.db import transaction

from core import clock
from videoconf.enums import EventKind
from videoconf.models import Participant, Room, RoomEvent

CHAT_LINES = 200
# A page that missed more than this gets the state anew instead of the events.
TOO_MANY = 400


def person_on_the_wire(participant: Participant) -> dict[str, Any]:
    """Return what the others may know of a person."""
    return {
        "participant": participant.pk,
        "name": participant.display_name,
        "entity": participant.entity_name,
        "role": str(participant.role),
        "state": str(participant.state),
        "seat": str(participant.seat),
        "peer": participant.peer,
        "microphone": participant.microphone,
        "camera": participant.camera,
    }


def last_number(room_id: int) -> int:
    """Return the number of the last event of a room."""
    return Room.objects.values_list("last", flat=True).get(pk=room_id)


@transaction.atomic
def state_of(room_id: int) -> dict[str, Any]:
    """Return the whole of what a page shows, and the number of the last event it includes."""
    room = Room.objects.get(pk=room_id)
    people = Participant.objects.filter(room=room).seated().order_by("pk")
    return {
        "n": room.last,
        "now": clock.now().isoformat(),
        "room": {
            "title": room.title,
            "state": room.state,
            "opened_at": room.opened_at.isoformat() if room.opened_at else None,
            "ends_at": room.ends_at.isoformat(),
        },
        "people": [person_on_the_wire(participant) for participant in people],
        "chat": _last_chat(room),
    }


def _last_chat(room: Room) -> list[dict[str, Any]]:
    rows = RoomEvent.objects.filter(room=room, kind=EventKind.CHAT).select_related("payload")
    rows = rows.order_by("-number")[:CHAT_LINES]
    return [row.as_message(_body(row)) for row in reversed(rows)]


def _body(event: RoomEvent) -> Any:
    payload = getattr(event, "payload", None)
    return None if payload is None else payload.body
