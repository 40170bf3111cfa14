"""What the editorial team does, in the one log of acts."""

from typing import Any

from core import audit


def note_editorial_act(*, entry: Any) -> None:
    """Copy an entry of Wagtail's log, which can be erased, to the log that cannot.

    Pre-conditions: the entry has just been written, in the caller's transaction. Effects: one row of audit.
    The title travels, the content does not: revisions keep it.
    """
    audit.record(
        action=entry.action,
        actor_id=entry.user_id,
        entity_id=None,
        target=f"{entry.content_type.model}:{entry.object_id}",
        detail={"title": entry.label[:200]},
    )
