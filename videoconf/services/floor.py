"""Asking for the floor, giving it and taking it back. Each turn leaves a row with its times."""

from django.db import transaction

from videoconf.enums import EventKind, FloorEnd, ParticipantState, RoomState
from videoconf.models import FloorTurn, Participant, Room
from videoconf.querysets import FloorTurnQuerySet
from videoconf.rules import has_room_for_a_speaker
from videoconf.services.events import locked, tell, time_in
from videoconf.services.refusals import RoomRefused
from videoconf.services.seats import seat_speaker
from videoconf.services.standing import directing, note, present, seated_beneath
from videoconf.services.turns import end_turn, tell_floor


@transaction.atomic
def raise_hand(*, participant: Participant, up: bool) -> None:
    """Ask for the floor, or ask no longer; who has it gives it back by lowering her hand.

    Effects: one `hand` event, or `floor` when she gives it back; nothing when nothing changes.
    Errors: RoomRefused "not_in_room".
    """
    room = locked(participant.room_id)
    me = present(participant)
    if not up and me.floor_since is not None:
        end_turn(room=room, participant=me, cause=FloorEnd.GIVEN_BACK, by=me)
    elif up != (me.hand_at is not None) and me.floor_since is None:
        me.hand_at = time_in(room) if up else None
        me.save(update_fields=["hand_at"])
        body = {"participant": me.pk, "hand_at": me.hand_at.isoformat() if me.hand_at else None}
        tell(room=room, kind=EventKind.HAND, actor_id=me.pk, body=body)


@transaction.atomic
def grant_floor(*, by: Participant, who: int) -> None:
    """Give somebody her turn to speak, whether or not she asked.

    Pre: `by` directs; the room is open or in its closed part.
    Effects: her hand comes down, a microphone taken from her is allowed again, her seat lets her be seen
    or heard (`seat_speaker`); one turn, one `floor` event, one audit row; nothing if she has it.
    Errors: RoomRefused "paused", "floor_full" (`SPEAKERS_IN_A_CLASS`), "gone", "forbidden".
    """
    room = locked(by.room_id)
    by = directing(by)
    found = seated_beneath(by, who)
    if found.floor_since is not None:
        return
    _require_turns(room, found)
    now = time_in(room)
    FloorTurn.objects.create(participant=found, asked_at=found.hand_at, granted_at=now, granted_by=by)
    found.floor_since, found.hand_at, found.muted = now, None, False
    seat_speaker(room=room, participant=found)
    found.save(update_fields=["floor_since", "hand_at", "muted", "seat"])
    tell_floor(room=room, participant=found, actor_id=by.pk)
    note(action="floor.granted", room=room, by=by, who=[found.pk])


@transaction.atomic
def end_floor(*, by: Participant, who: int) -> None:
    """Take the floor back from somebody.

    Pre: `by` directs. Effects: the turn ends as taken, one `floor` event, one audit row; nothing if it had
    ended. Errors: RoomRefused "gone", "forbidden".
    """
    room = locked(by.room_id)
    by = directing(by)
    found = seated_beneath(by, who)
    if found.floor_since is None:
        return
    end_turn(room=room, participant=found, cause=FloorEnd.TAKEN, by=by)
    note(action="floor.ended", room=room, by=by, who=[found.pk])


def turns_of(room: Room) -> FloorTurnQuerySet:
    """Return the speakers list of a room: every turn with its times, in order."""
    return FloorTurn.objects.of_room(room.pk)


def _require_turns(room: Room, found: Participant) -> None:
    if found.state != ParticipantState.PRESENT:
        raise RoomRefused("gone")
    if room.state not in (RoomState.OPEN, RoomState.CLOSED_PART):
        raise RoomRefused("paused")
    speaking = Participant.objects.filter(room=room).with_the_floor().count()
    if not has_room_for_a_speaker(kind=room.kind, speaking=speaking):
        raise RoomRefused("floor_full")
