"""How a turn to speak ends, and what a person loses with her seat."""

from datetime import datetime

from videoconf.enums import EventKind, FloorEnd
from videoconf.models import FloorTurn, Participant, Room
from videoconf.rules import may_send
from videoconf.services.events import tell, time_in


def close_turn(participant: Participant, *, cause: str, at: datetime, by: Participant | None = None) -> None:
    """Write the end of a person's turn, if she has one; never before its beginning."""
    turn = FloorTurn.objects.open().filter(participant_id=participant.pk).first()
    if turn is None:
        return
    turn.ended_at, turn.cause, turn.ended_by = max(at, turn.granted_at), cause, by
    turn.save(update_fields=["ended_at", "cause", "ended_by"])


def vacate(participant: Participant, *, cause: str, at: datetime) -> None:
    """Take hand and floor from who loses her seat in a locked room; the `leave` event says it."""
    close_turn(participant, cause=cause, at=at)
    participant.hand_at = participant.floor_since = None
    participant.microphone = participant.camera = False
    participant.save(update_fields=["hand_at", "floor_since", "microphone", "camera"])


def end_turn(*, room: Room, participant: Participant, cause: FloorEnd, by: Participant) -> None:
    """End a turn in a locked room and tell it; who only listens sends nothing any more."""
    close_turn(participant, cause=cause, at=time_in(room), by=by)
    participant.floor_since = None
    voice, picture = may_send(participant)
    participant.microphone = participant.microphone and voice
    participant.camera = participant.camera and picture
    participant.save(update_fields=["floor_since", "microphone", "camera"])
    tell_floor(room=room, participant=participant, actor_id=by.pk, cause=cause)


def tell_floor(*, room: Room, participant: Participant, actor_id: int, cause: str = "") -> None:
    """Tell whose turn it is, or that it ended, with what her seat sends from now on."""
    body = {
        "participant": participant.pk,
        "floor_since": participant.floor_since.isoformat() if participant.floor_since else None,
        "seat": str(participant.seat),
        "microphone": participant.microphone,
        "camera": participant.camera,
        "muted": participant.muted,
        "cause": str(cause),
    }
    tell(room=room, kind=EventKind.FLOOR, actor_id=actor_id, body=body)
