"""Who is in the room and since when. Each verb locks the room, changes the person and tells it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from core import clock
from videoconf.admission import Admission
from videoconf.enums import EventKind, ParticipantState, PresenceEnd
from videoconf.models import Participant, PresenceSpan, Room
from videoconf.rules import participant_may_become
from videoconf.services.events import locked, tell
from videoconf.services.refusals import RoomRefused
from videoconf.services.rooms import open_if_scheduled
from videoconf.services.seats import Arrival, take_seat
from videoconf.services.state import person_on_the_wire


@transaction.atomic
def enter(*, room: Room, person: Any, admission: Admission, arrival: Arrival) -> Participant:
    """Seat a person, or give back the seat she had.

    Pre: `admission` was given just now by the app that opened the room.
    Effects: the room opens if it was scheduled; her other open interval ends (one window holds her presence);
    a new interval begins; one `join` event with her seat; a host may move the last picture to voice.
    Errors: RoomRefused "ended", "forbidden" (removed before).
    """
    room = locked(room.pk)
    participant = _participant_of(room, person, admission)
    if not participant_may_become(participant.state, ParticipantState.PRESENT):
        raise RoomRefused("forbidden")
    open_if_scheduled(room=room, actor_id=None)
    now = clock.now()
    _open_spans(participant).update(left_at=now, cause=PresenceEnd.MOVED)
    take_seat(room=room, participant=participant, arrival=arrival)
    participant.state, participant.since, participant.peer = ParticipantState.PRESENT, now, arrival.peer
    participant.save()
    participant.spans.create(connection=arrival.connection, joined_at=now, seen_at=now)
    tell(room=room, kind=EventKind.JOIN, actor_id=participant.pk, body=person_on_the_wire(participant))
    return participant


@transaction.atomic
def approach(*, room: Room, person: Any, admission: Admission) -> Participant:
    """Return the person's row in the room, made as waiting when she comes to its door for the first time."""
    participant = _participant_of(locked(room.pk), person, admission)
    participant.since = participant.since or clock.now()
    participant.save()
    return participant


@transaction.atomic
def leave(*, participant: Participant, connection: str) -> None:
    """Take a person out because she says so.

    Effects: her open intervals end now, her seat is freed, one `leave` event; nothing if she was not there.
    """
    room = locked(participant.room_id)
    now = clock.now()
    if _own_span_open(participant, connection):
        _open_spans(participant).update(left_at=now, seen_at=now, cause=PresenceEnd.LEFT)
        settle(
            room=room,
            participant=participant,
            state=ParticipantState.LEFT,
            cause=PresenceEnd.LEFT,
            at=now,
        )


@transaction.atomic
def lose(*, connection: str, at: datetime) -> None:
    """End the interval of a line that was cut, at the time it was last heard.

    Effects: if it was her only one, she is lost and keeps her seat for `GRACE`; one `lost` event.
    A line that already left, moved or was ended changes nothing.
    """
    span = PresenceSpan.objects.filter(connection=connection).select_related("participant").first()
    if span is None:
        return
    room = locked(span.participant.room_id)
    _lose_locked(room, span.pk, at)


def _participant_of(room: Room, person: Any, admission: Admission) -> Participant:
    found = Participant.objects.filter(room=room, person=person).first()
    participant = found or Participant(room=room, person=person, state=ParticipantState.WAITING)
    participant.role = admission.role
    participant.display_name = admission.display_name
    participant.entity_id, participant.entity_name = admission.entity_id, admission.entity_name
    return participant


def _open_spans(participant: Participant) -> Any:
    return PresenceSpan.objects.open().filter(participant_id=participant.pk)


def _own_span_open(participant: Participant, connection: str) -> bool:
    return bool(_open_spans(participant).filter(connection=connection).exists())


def _lose_locked(room: Room, span_id: int, at: datetime) -> None:
    span = PresenceSpan.objects.open().select_related("participant").filter(pk=span_id).first()
    if span is None:
        return
    span.left_at = span.seen_at = max(at, span.joined_at)
    span.cause = PresenceEnd.LOST
    span.save(update_fields=["left_at", "seen_at", "cause"])
    if not _open_spans(span.participant).exists():
        settle(
            room=room,
            participant=span.participant,
            state=ParticipantState.LOST,
            cause=PresenceEnd.LOST,
            at=span.left_at,
        )


def settle(*, room: Room, participant: Participant, state: str, cause: str, at: datetime) -> None:
    """Move a person out of the room in a locked room, if that may follow, and tell it."""
    if not participant_may_become(participant.state, state):
        return
    participant.state, participant.since = state, at
    participant.save(update_fields=["state", "since"])
    kind = EventKind.LOST if state == ParticipantState.LOST else EventKind.LEAVE
    body = {"participant": participant.pk, "cause": cause}
    tell(room=room, kind=kind, actor_id=participant.pk, body=body)
