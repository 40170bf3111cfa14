"""The intervals that a room's own events tell, to set beside the rows of presence.

An event of presence is of one participant: `join` begins an interval and ends the one she had in another
window; `leave` and `lost` end it; `ended` ends everybody's; `cut` puts right the end of an earlier one. A
lost line ended when it was last heard, which is before the event was written: that hour is in its payload,
which names nobody and is never purged.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from videoconf.enums import EventKind, PresenceEnd
from videoconf.models import RoomEvent
from videoconf.services.event_words import body_of, moment_of, subject_of

CAUSES: Final[dict[str, str]] = {EventKind.LOST: PresenceEnd.LOST, EventKind.ENDED: PresenceEnd.ROOM_ENDED}


@dataclass(frozen=True, slots=True)
class Told:
    """One interval as the events tell it; without an end it was still open."""

    participant: int
    began: datetime
    by: int
    ended: datetime | None = None
    ended_by: int | None = None
    cause: str = ""


def told_intervals(events: Iterable[RoomEvent]) -> list[Told]:
    """Return the intervals that the events tell, in the order they ended; those still open, at the end."""
    over: list[Told] = []
    now_there: dict[int, Told] = {}
    for event in events:
        who = subject_of(event)
        match event.kind:
            case EventKind.JOIN:
                if who in now_there:
                    over.append(_ended(now_there.pop(who), event, PresenceEnd.MOVED))
                now_there[who] = Told(who, began=event.recorded_at, by=event.number)
            case EventKind.LEAVE | EventKind.LOST:
                found = now_there.pop(who, None)
                if found is not None:
                    over.append(_ended(found, event, _cause(event)))
            case EventKind.CUT:
                over = [_ended(told, event, _cause(event)) if _is_of(event, told) else told for told in over]
            case EventKind.ENDED:
                over += [_ended(told, event, _cause(event)) for told in now_there.values()]
                now_there = {}
    return [*over, *now_there.values()]


def _cause(event: RoomEvent) -> str:
    return CAUSES.get(event.kind) or str(body_of(event).get("cause", ""))


def _is_of(event: RoomEvent, told: Told) -> bool:
    """Whether an interval is the one that a later event puts right."""
    began = moment_of(body_of(event).get("began"), event.recorded_at)
    return told.participant == subject_of(event) and told.began == began


def _ended(told: Told, event: RoomEvent, cause: str) -> Told:
    said = body_of(event).get("at") or body_of(event).get("ended_at")
    return replace(told, ended=moment_of(said, event.recorded_at), ended_by=event.number, cause=str(cause))
