"""Marks in the story of a room: here begins a point of the agenda."""

from django.db import transaction

from videoconf.enums import EventKind
from videoconf.models import Participant
from videoconf.services.events import locked, tell
from videoconf.services.standing import directing, note


@transaction.atomic
def mark(*, by: Participant, text: str) -> int:
    """Write that something begins here, for everybody, and return the number of its event.

    Pre: `by` directs; `text` is not blank. Effects: one `mark` event, to which quorum and decisions of that
    point may refer; one audit row. Errors: RoomRefused "not_in_room", "forbidden".
    """
    room = locked(by.room_id)
    by = directing(by)
    body = {"participant": by.pk, "name": by.display_name, "text": text.strip()}
    event = tell(room=room, kind=EventKind.MARK, actor_id=by.pk, body=body)
    note(action="room.marked", room=room, by=by, detail={"event": str(event.number)})
    return event.number
