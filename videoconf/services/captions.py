"""Who writes what is said, for who does not hear it."""

from django.db import transaction

from videoconf.enums import EventKind
from videoconf.models import Participant
from videoconf.services.events import locked, tell
from videoconf.services.refusals import RoomRefused
from videoconf.services.standing import directing, note


@transaction.atomic
def name_captioner(*, by: Participant, who: int, on: bool) -> None:
    """Name somebody in the room to caption it, or take it back; several may take turns.

    Pre: `by` directs; it may be anybody, also who directs: it is a task, not a rank.
    Effects: one `captioner` event, one audit row; nothing if it was so.
    Errors: RoomRefused "gone", "forbidden".
    """
    room = locked(by.room_id)
    by = directing(by)
    found = Participant.objects.filter(room=room, pk=who).seated().first()
    if found is None:
        raise RoomRefused("gone")
    if found.captions == on:
        return
    found.captions = on
    found.save(update_fields=["captions"])
    body = {"participant": found.pk, "captions": on}
    tell(room=room, kind=EventKind.CAPTIONER, actor_id=by.pk, body=body)
    note(action=f"captioner.{'named' if on else 'taken'}", room=room, by=by, who=[found.pk])
