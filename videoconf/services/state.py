"""What a page must know of a room: the present state, with the number of the last event it includes."""

from datetime import datetime
from typing import Any

from django.db import transaction

from core import clock
from videoconf.enums import EventKind
from videoconf.models import Participant, Room, RoomEvent
from videoconf.services.lobby import on_the_list, queue_of
from videoconf.services.polls import poll_on_the_wire
from videoconf.services.slides.showing import slide_on_the_wire

CHAT_LINES = 200
# What is shown under the picture; `state.js` keeps as many.
CAPTION_LINES = 3
# A page that missed more than this gets the state anew instead of the events.
TOO_MANY = 400


def person_on_the_wire(participant: Participant) -> dict[str, Any]:
    """Return what the others may know of a person."""
    return {
        "participant": participant.pk,
        "name": participant.display_name,
        "entity": participant.entity_name,
        "role": str(participant.role),
        "captions": participant.captions,
        "state": str(participant.state),
        "seat": str(participant.seat),
        "peer": participant.peer,
        "microphone": participant.microphone,
        "camera": participant.camera,
        "muted": participant.muted,
        "camera_stopped": participant.camera_stopped,
        "hand_at": _said(participant.hand_at),
        "floor_since": _said(participant.floor_since),
    }


def _said(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def last_number(room_id: int) -> int:
    """Return the number of the last event of a room."""
    return Room.objects.values_list("last", flat=True).get(pk=room_id)


@transaction.atomic
def state_of(room_id: int, *, directs: bool = True) -> dict[str, Any]:
    """Return the whole of what a page shows, and the number of the last event it includes.

    Who waits in the waiting room is for who directs alone: for the rest that list is empty.
    """
    room = Room.objects.get(pk=room_id)
    people = Participant.objects.filter(room=room).seated().order_by("pk")
    waiting = Participant.objects.filter(room=room).waiting() if directs else []
    return {
        "n": room.last,
        "now": clock.now().isoformat(),
        "room": _room_on_the_wire(room),
        "waiting": [on_the_list(participant) for participant in waiting],
        "place": None,
        "people": [person_on_the_wire(participant) for participant in people],
        "chat": _last(room, CHAT_LINES, EventKind.CHAT, EventKind.MARK),
        "captions": _last(room, CAPTION_LINES, EventKind.CAPTION),
        "poll": poll_on_the_wire(room),
        "slide": slide_on_the_wire(room),
    }


@transaction.atomic
def state_outside(participant: Participant) -> dict[str, Any]:
    """Return what a page shows of a room to who is not let in yet: its title, and her place in the queue."""
    room = Room.objects.get(pk=participant.room_id)
    return {
        "n": room.last,
        "now": clock.now().isoformat(),
        "room": {"title": room.title, "kind": str(room.kind), "ends_at": room.ends_at.isoformat()},
        "waiting": [],
        "place": place_in(queue_of(room), participant.pk),
        "people": [],
        "chat": [],
        "captions": [],
        "poll": None,
        "slide": None,
    }


def place_in(queue: list[int], participant_id: int) -> dict[str, int] | None:
    """Return somebody's place in a queue, and how many wait; None if she is not in it."""
    if participant_id not in queue:
        return None
    return {"place": queue.index(participant_id) + 1, "of": len(queue)}


def seat_now(participant_id: int) -> Participant:
    """Return a person's row with its room, both as they are at one same moment."""
    return Participant.objects.select_related("room").get(pk=participant_id)


def _room_on_the_wire(room: Room) -> dict[str, Any]:
    return {
        "title": room.title,
        "kind": str(room.kind),
        "state": str(room.state),
        "waiting_room": room.waiting_room,
        "locked": room.locked,
        "opened_at": _said(room.opened_at),
        "ends_at": room.ends_at.isoformat(),
    }


def _last(room: Room, most: int, *kinds: str) -> list[dict[str, Any]]:
    rows = RoomEvent.objects.filter(room=room, kind__in=kinds).select_related("payload")
    rows = rows.order_by("-number")[:most]
    return [row.as_message(_body(row)) for row in reversed(rows)]


def _body(event: RoomEvent) -> Any:
    payload = getattr(event, "payload", None)
    return None if payload is None else payload.body
