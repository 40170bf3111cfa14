"""What each page is given of what happens in a room. Every event has a number; not every page may read it."""

import json
from typing import Any, Final

from core.hub import Message
from videoconf.consumers.desk import Desk
from videoconf.enums import EventKind
from videoconf.services import MESSAGES, place_in

AT_THE_DOOR: Final = frozenset({EventKind.WAITS, EventKind.ADMITTED, EventKind.DENIED, EventKind.WITHDREW})

# Of the record of attendance alone: nothing that a page shows changes with it.
UNSEEN: Final = frozenset({EventKind.CUT})


def seen_by(desk: Desk, message: Message) -> str | None:
    """Return the text of a message for the page of this desk; None if it is not for her.

    Who does not direct gets what happens at the door with its number and no content, so that her sum goes on
    without a gap. Who is outside gets her place in the queue when it changes, and nothing else.
    """
    if desk.outside:
        return _place(desk, message) if message.kind in AT_THE_DOOR else None
    if message.kind in UNSEEN or (message.kind in AT_THE_DOOR and not desk.directs):
        return _text({"n": message.number, "kind": "hidden", "at": message.data["at"]})
    return message.text


def again() -> str:
    """Return what makes a page say hello and join again: how she stands has changed."""
    return _text({"kind": "again"})


def sent_away(code: str) -> str:
    """Return why the socket is about to be closed."""
    return _text({"kind": "error", "code": code, "message": MESSAGES[code]})


def waiting(place: dict[str, int]) -> dict[str, Any]:
    """Return her place in the queue as a message."""
    return {"kind": "waiting", **place}


def _place(desk: Desk, message: Message) -> str | None:
    queue = (message.data.get("data") or {}).get("queue", [])
    place = place_in(queue, desk.participant.pk)
    return _text(waiting(place)) if place else None


def _text(message: dict[str, Any]) -> str:
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"))
