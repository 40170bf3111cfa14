"""What an event of a room says, read without trusting it: its content may be purged, or changed by hand."""

from datetime import datetime
from typing import Any

from videoconf.models import RoomEvent


def subject_of(event: RoomEvent) -> int:
    """Return of whom an event of presence is: what it says, or who wrote it once that was purged."""
    who = body_of(event).get("participant", event.actor_id)
    return who if isinstance(who, int) else 0


def body_of(event: RoomEvent) -> dict[str, Any]:
    """Return what an event says; nothing once it was purged."""
    kept = getattr(event, "payload", None)
    return kept.body if kept is not None and isinstance(kept.body, dict) else {}


def moment_of(said: object, otherwise: datetime) -> datetime:
    """Read an hour; a content that was changed may say anything, and its own error names it."""
    try:
        found = datetime.fromisoformat(said) if isinstance(said, str) else otherwise
    except ValueError:
        return otherwise
    return found if found.tzinfo else otherwise
