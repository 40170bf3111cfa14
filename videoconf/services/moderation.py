"""What who directs does to another person or to the entry. Each act leaves its row in the log."""

from typing import Final, Literal

from django.db import transaction

from videoconf.enums import EventKind, ParticipantRole, ParticipantState, PresenceEnd
from videoconf.models import Participant, Room
from videoconf.rules import may_send
from videoconf.services.events import locked, tell, time_in
from videoconf.services.lines import lose_silent, open_spans, settle
from videoconf.services.lobby import withdraw
from videoconf.services.refusals import RoomRefused
from videoconf.services.standing import beneath, directing, note, seated_beneath

What = Literal["microphone", "camera"]
_TAKEN: Final = {"microphone": "muted", "camera": "camera_stopped"}


@transaction.atomic
def mute(*, by: Participant, who: int, what: What, on: bool) -> None:
    """Switch off somebody's microphone or camera (`on`), or allow it again: only she switches it on.

    Pre: `by` directs. Effects: off, and saying it on has no effect until it is allowed; one `muted` event,
    one audit row; nothing if it was so. Errors: RoomRefused "gone", "forbidden".
    """
    room = locked(by.room_id)
    by = directing(by)
    found = seated_beneath(by, who)
    taken = _TAKEN[what]
    if getattr(found, taken) == on:
        return
    setattr(found, taken, on)
    setattr(found, what, getattr(found, what) and not on)
    found.save(update_fields=[taken, what])
    body = {
        "participant": found.pk,
        "muted": found.muted,
        "camera_stopped": found.camera_stopped,
        "microphone": found.microphone,
        "camera": found.camera,
    }
    tell(room=room, kind=EventKind.MUTED, actor_id=by.pk, body=body)
    note(action=f"{what}.{'stopped' if on else 'allowed'}", room=room, by=by, who=[found.pk])


@transaction.atomic
def remove(*, by: Participant, who: int) -> None:
    """Put somebody out of the room, or of its door, for good.

    Pre: `by` directs. Effects: her intervals and her turn end, every socket of hers closes and no window or
    session of hers opens it again; `withdrew` if she waited, one `leave` event, one audit row.
    Errors: RoomRefused "gone" (she was out already), "forbidden".
    """
    room = locked(by.room_id)
    by = directing(by)
    found = beneath(by, who)
    if found.state == ParticipantState.REMOVED:
        raise RoomRefused("gone")
    now = time_in(room)
    lose_silent(room=room, spans=open_spans(found), now=now)
    withdraw(room=room, participant=found, cause=PresenceEnd.REMOVED)
    open_spans(found).update(left_at=now, seen_at=now, cause=PresenceEnd.REMOVED)
    found.refresh_from_db()
    settle(room=room, participant=found, state=ParticipantState.REMOVED, cause=PresenceEnd.REMOVED, at=now)
    note(action="participant.removed", room=room, by=by, who=[found.pk])


@transaction.atomic
def lock(*, by: Participant, on: bool) -> Room:
    """Close the entry, or open it: while closed nobody new enters, and who was in comes back.

    Pre: `by` directs. Effects: one `lock` event, one audit row; nothing if it was so.
    Errors: RoomRefused "forbidden".
    """
    room = locked(by.room_id)
    by = directing(by)
    if room.locked != on:
        room.locked = on
        room.save(update_fields=["locked"])
        tell(room=room, kind=EventKind.LOCK, actor_id=by.pk, body={"locked": on})
        note(action=f"room.{'locked' if on else 'unlocked'}", room=room, by=by)
    return room


@transaction.atomic
def promote(*, by: Participant, who: int, on: bool) -> None:
    """Make somebody co-host, or take it back: she returns to what the upper app let her in as.

    Pre: `by` is the host. Effects: one `role` event, one audit row; nothing if it was so.
    Errors: RoomRefused "gone", "forbidden" (also for a co-host, and for who was let in as one).
    """
    room = locked(by.room_id)
    by = directing(by)
    if by.role != ParticipantRole.HOST:
        raise RoomRefused("forbidden")
    found = seated_beneath(by, who)
    if on == (found.role == ParticipantRole.COHOST):
        return
    if found.given_role == ParticipantRole.COHOST:
        raise RoomRefused("forbidden")
    found.role = ParticipantRole.COHOST if on else ParticipantRole(found.given_role)
    voice, picture = may_send(found)
    found.microphone, found.camera = found.microphone and voice, found.camera and picture
    found.save(update_fields=["role", "microphone", "camera"])
    body = {
        "participant": found.pk,
        "role": str(found.role),
        "microphone": found.microphone,
        "camera": found.camera,
    }
    tell(room=room, kind=EventKind.ROLE, actor_id=by.pk, body=body)
    note(action=f"cohost.{'named' if on else 'taken'}", room=room, by=by, who=[found.pk])
