"""The phases of a room: before it begins, open, closed part, in pause."""

from django.db import transaction

from videoconf.enums import EventKind, FloorEnd, ParticipantState, RoomKind, RoomState
from videoconf.models import Participant, Room
from videoconf.rules import IN_SESSION, room_may_become
from videoconf.services.events import locked, tell, time_in
from videoconf.services.refusals import RoomRefused
from videoconf.services.standing import directing, note
from videoconf.services.turns import end_turn


def become(*, room: Room, state: str, actor_id: int | None) -> None:
    """Take a locked room to its next state.

    Effects: `opened` with its hour the first time it opens, otherwise `phase`.
    Errors: RoomRefused "ended", "phase" (that may not follow).
    """
    if room.state == RoomState.ENDED:
        raise RoomRefused("ended")
    if not room_may_become(room.state, state):
        raise RoomRefused("phase")
    room.state = state
    if state == RoomState.OPEN and room.opened_at is None:
        room.opened_at = time_in(room)
        kind, body = EventKind.OPENED, {"opened_at": room.opened_at.isoformat()}
    else:
        kind, body = EventKind.PHASE, {"state": str(state)}
    room.save(update_fields=["state", "opened_at"])
    tell(room=room, kind=kind, actor_id=actor_id, body=body)


def open_if_scheduled(*, room: Room, actor_id: int | None) -> None:
    """Open a locked room when its first person enters; a meeting waits until somebody begins it.

    Effects: state, hour and event. Errors: RoomRefused "ended" if it has ended.
    """
    if room.state in IN_SESSION:
        return
    target = RoomState.LOBBY if room.kind == RoomKind.MEETING else RoomState.OPEN
    if room.state != target:
        become(room=room, state=target, actor_id=actor_id)


@transaction.atomic
def change_phase(*, by: Participant, to: str) -> Room:
    """Begin the session, close a part of it, put it in pause or go on.

    Pre: `by` directs; ending has its own verb.
    Effects: one event; a pause ends the turns to speak, hands stay up; one audit row; nothing if it is there.
    Errors: RoomRefused "phase", "ended", "forbidden".
    """
    room = locked(by.room_id)
    by = directing(by)
    if to not in IN_SESSION:
        raise RoomRefused("phase")
    if room.state == to:
        return room
    become(room=room, state=to, actor_id=by.pk)
    if to == RoomState.SUSPENDED:
        for speaker in Participant.objects.filter(room=room).with_the_floor():
            end_turn(room=room, participant=speaker, cause=FloorEnd.SUSPENDED, by=by)
    note(action="room.phase", room=room, by=by, detail={"to": str(to)})
    return room


def waiting_to_left(room: Room) -> None:
    """Empty the queue of a room that ends."""
    waiting = Participant.objects.filter(room=room).waiting()
    waiting.update(state=ParticipantState.LEFT, since=time_in(room), knocked_at=None)
