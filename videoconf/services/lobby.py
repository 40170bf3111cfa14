"""The waiting room: who calls at the door, in which place, and who lets her in or not."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from core import clock
from videoconf.enums import EventKind, ParticipantState, RoomState
from videoconf.models import Participant, Room
from videoconf.services.events import locked, tell, time_in
from videoconf.services.phases import become
from videoconf.services.refusals import RoomRefused
from videoconf.services.standing import beneath, directing, note


def queue_of(room: Room) -> list[int]:
    """Return who waits, in order."""
    return list(Participant.objects.filter(room=room).waiting().values_list("pk", flat=True))


def _after_the_last(room: Room, now: datetime) -> datetime:
    """Return the hour of one more in the queue: who calls later is behind, whatever the clock says."""
    last = Participant.objects.filter(room=room).waiting().aggregate(at=Max("knocked_at"))["at"]
    return now if last is None else max(now, last + timedelta(microseconds=1))


def knock(*, room: Room, participant: Participant) -> None:
    """Put somebody in the queue of a locked room; who was in it keeps her place.

    Effects: the first to call leaves a scheduled room waiting to begin; one `waits` event.
    """
    now = time_in(room)
    participant.waiting_seen_at = now
    if participant.state == ParticipantState.WAITING and participant.knocked_at is not None:
        participant.save()
        return
    participant.state, participant.since = ParticipantState.WAITING, now
    participant.knocked_at = _after_the_last(room, now)
    participant.save()
    if room.state == RoomState.SCHEDULED:
        become(room=room, state=RoomState.LOBBY, actor_id=None)
    body = {**on_the_list(participant), "queue": queue_of(room)}
    tell(room=room, kind=EventKind.WAITS, actor_id=participant.pk, body=body)


def on_the_list(participant: Participant) -> dict[str, str | int]:
    """Return what who directs may know of somebody who waits."""
    return {
        "participant": participant.pk,
        "name": participant.display_name,
        "entity": participant.entity_name,
        "knocked_at": participant.knocked_at.isoformat() if participant.knocked_at else "",
    }


@transaction.atomic
def admit(*, by: Participant, who: int | None) -> list[int]:
    """Let in one of those who wait, or all of them; return whom. Their pages come in by themselves.

    Pre: `by` directs. Effects: they need not wait again; one `admitted` event, one audit row.
    Errors: RoomRefused "gone" (nobody by that number waits), "shut" (the entry is closed), "forbidden".
    """
    room = locked(by.room_id)
    by = directing(by)
    if room.locked:
        raise RoomRefused("shut")
    chosen = queue_of(room) if who is None else [pk for pk in queue_of(room) if pk == who]
    if not chosen:
        raise RoomRefused("gone")
    Participant.objects.filter(pk__in=chosen).update(admitted_at=time_in(room), knocked_at=None)
    _tell_queue(room, EventKind.ADMITTED, by, chosen)
    note(action="participant.admitted", room=room, by=by, who=chosen)
    return chosen


@transaction.atomic
def deny(*, by: Participant, who: int) -> None:
    """Send away one of those who wait; she may call again.

    Pre: `by` directs. Effects: one `denied` event, one audit row. Errors: RoomRefused "gone", "forbidden".
    """
    room = locked(by.room_id)
    by = directing(by)
    found = beneath(by, who)
    if not _stop_waiting(found, room):
        raise RoomRefused("gone")
    _tell_queue(room, EventKind.DENIED, by, [found.pk])
    note(action="participant.denied", room=room, by=by, who=[found.pk])


def let_in(*, room: Room, participant: Participant) -> None:
    """Take out of the queue of a locked room who need not wait any more, because the room changed.

    Effects: one `admitted` event; nothing if she was not waiting.
    """
    if participant.state != ParticipantState.WAITING or participant.knocked_at is None:
        return
    participant.knocked_at, participant.admitted_at = None, time_in(room)
    participant.save(update_fields=["knocked_at", "admitted_at"])
    body = {"who": [participant.pk], "queue": queue_of(room)}
    tell(room=room, kind=EventKind.ADMITTED, actor_id=participant.pk, body=body)


def withdraw(*, room: Room, participant: Participant, cause: str) -> bool:
    """Take somebody out of the queue of a locked room because she left, or was lost or removed.

    Effects: one `withdrew` event; nothing, and False, if she was not waiting.
    """
    fresh = Participant.objects.get(pk=participant.pk)
    if not _stop_waiting(fresh, room):
        return False
    body = {"who": [fresh.pk], "queue": queue_of(room), "cause": str(cause)}
    tell(room=room, kind=EventKind.WITHDREW, actor_id=fresh.pk, body=body)
    return True


@transaction.atomic
def forget_waiting(*, participant: Participant, cause: str) -> None:
    """Take out of the queue somebody whose page has not been heard for longer than the grace."""
    room = locked(participant.room_id)
    if Participant.objects.filter(pk=participant.pk).gone_from_the_queue(clock.now()).exists():
        withdraw(room=room, participant=participant, cause=cause)


def _stop_waiting(participant: Participant, room: Room) -> bool:
    if participant.state != ParticipantState.WAITING or participant.knocked_at is None:
        return False
    participant.state, participant.since, participant.knocked_at = ParticipantState.LEFT, time_in(room), None
    participant.save(update_fields=["state", "since", "knocked_at"])
    return True


def _tell_queue(room: Room, kind: str, by: Participant, chosen: list[int]) -> None:
    tell(room=room, kind=kind, actor_id=by.pk, body={"who": chosen, "queue": queue_of(room)})
