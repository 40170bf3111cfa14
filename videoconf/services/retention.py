"""What is kept of a room, and for how long. The chain is kept for ever; what it committed to is not."""

from collections.abc import Sequence
from typing import Any, Final

from core.models import AuditEntry
from videoconf.enums import EventKind, RetentionClass
from videoconf.models import Room
from videoconf.services.events import target_of

# What the log of acts says of a room: each act and its detail, in order.
Noted = Sequence[tuple[str, dict[str, Any]]]
PURGED: Final = "videoconf.room.purged"
# Hours and causes without a name: with them the intervals can be checked when the names are gone.
LASTING: Final = frozenset(
    {EventKind.OPENED, EventKind.LEAVE, EventKind.LOST, EventKind.CUT, EventKind.ENDED}
)
NAMED: Final = frozenset({EventKind.JOIN})


def class_of(kind: str) -> RetentionClass | None:
    """Return with what the content of such an event goes; None if it stays. An unknown kind goes first."""
    if kind in LASTING:
        return None
    return RetentionClass.NAMES if kind in NAMED else RetentionClass.WORDS


def noted_of(room: Room) -> Noted:
    """Return what the log of acts says of a room, in order."""
    entries = AuditEntry.objects.filter(target=target_of(room)).order_by("number")
    return list(entries.values_list("action", "detail"))


def gone_from(noted: Noted, kind: str) -> bool:
    """Whether the log of acts says that the content of such events was purged."""
    goes_with = class_of(kind)
    return any(action == PURGED and detail.get("class") == goes_with for action, detail in noted)
