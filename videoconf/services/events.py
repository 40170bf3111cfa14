"""The one door by which something becomes part of a room's story."""

from datetime import datetime
from typing import Any

from core import clock, events
from videoconf.models import Room, RoomEvent


def stream_of(room: Room) -> str:
    """Return the hub's name for a room's events."""
    return events.stream_of(room)


def target_of(room: Room) -> str:
    """Return the name of a room in the log of acts."""
    return f"room:{room.key}"


def locked(room_id: int) -> Room:
    """Lock the room for the rest of the transaction; every change of a room begins here."""
    return Room.objects.select_for_update().get(pk=room_id)


def time_in(room: Room) -> datetime:
    """Return the hour in a locked room: never before its last event, though the machine's clock went back."""
    now = clock.now()
    return max(now, room.last_time or now)


def tell(*, room: Room, kind: str, actor_id: int | None, body: dict[str, Any]) -> RoomEvent:
    """Append event n+1 to a locked room; the pages hear of it after commit. `actor_id` is a participant."""
    event = events.append(room, RoomEvent, str(kind), body, actor_id=actor_id)
    assert isinstance(event, RoomEvent)  # noqa: S101  (append returns what it was asked to make)
    return event
