"""Who is in the room and since when. Each verb locks the room, changes the person and tells it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from core import clock
from videoconf.admission import Admission
from videoconf.enums import EventKind, ParticipantRole, ParticipantState, PresenceEnd, RoomState
from videoconf.guests import identity
from videoconf.models import Participant, PresenceSpan, Room
from videoconf.rules import is_shut_out, must_wait, participant_may_become, role_on_entering
from videoconf.services.events import locked, tell, time_in
from videoconf.services.lines import end_lost, lose_silent, open_spans, put_right, settle
from videoconf.services.lobby import knock, let_in, withdraw
from videoconf.services.phases import open_if_scheduled
from videoconf.services.refusals import RoomRefused
from videoconf.services.seats import Arrival, take_seat
from videoconf.services.state import person_on_the_wire


@transaction.atomic
def enter(*, room: Room, person: Any, admission: Admission, arrival: Arrival) -> Participant:
    """Seat a person, give back the seat she had, or put her in the queue when she must be let in.

    Pre: `admission` was given just now by the app that opened the room.
    Effects: the room opens if it was scheduled; her other open interval ends (one window holds her presence),
    at its last sign of life if that was a while ago; a new interval begins at the hour of its event; one
    `join` event with her seat; a host may move the last picture to voice. Who waits is returned as
    such, with no interval: attendance begins inside.
    Errors: RoomRefused "ended", "forbidden" (removed before), "locked".
    """
    room = locked(room.pk)
    participant = _participant_of(room, person, admission)
    if not participant_may_become(participant.state, ParticipantState.PRESENT):
        raise RoomRefused("forbidden")
    if _is_kept_outside(room, participant, admission):
        knock(room=room, participant=participant)
        return participant
    let_in(room=room, participant=participant)
    open_if_scheduled(room=room, actor_id=None)
    now = time_in(room)
    lose_silent(room=room, spans=open_spans(participant), now=now)
    take_seat(room=room, participant=participant, arrival=arrival)
    participant.state, participant.since, participant.peer = ParticipantState.PRESENT, now, arrival.peer
    participant.knocked_at, participant.admitted_at = None, participant.admitted_at or now
    participant.save()
    # Whose presence it is goes into the chain: a row given to somebody else is found (`verify_room`).
    body = {**person_on_the_wire(participant), "person": participant.person_id}
    if participant.guest_id is not None:
        body["guest"] = participant.guest_id
    event = tell(room=room, kind=EventKind.JOIN, actor_id=participant.pk, body=body)
    at = event.recorded_at
    open_spans(participant).update(left_at=at, cause=PresenceEnd.MOVED)
    participant.spans.create(connection=arrival.connection, joined_at=at, seen_at=at)
    return participant


def approach(*, room: Room, person: Any, admission: Admission) -> Participant:
    """Return the person's row in the room, made as waiting when she comes to its door for the first time.

    A row that was there stays as written: name and entity are those with which she came in, also years later.
    Only who has none waits for her turn at the room: after a restart a whole class comes back at once.
    """
    participant = _participant_of(room, person, admission)
    if participant.pk is not None:
        return participant
    return _come_to_the_door(room=room, person=person, admission=admission)


@transaction.atomic
def _come_to_the_door(*, room: Room, person: Any, admission: Admission) -> Participant:
    participant = _participant_of(locked(room.pk), person, admission)
    if participant.pk is None:
        participant.since = clock.now()
        participant.save()
    return participant


@transaction.atomic
def leave(*, participant: Participant, connection: str) -> None:
    """Take a person out because she says so.

    Effects: her open intervals end now, her seat is freed, one `leave` event; who waited gives up her place
    in the queue; nothing if she was not there.
    """
    room = locked(participant.room_id)
    now = time_in(room)
    withdraw(room=room, participant=participant, cause=PresenceEnd.LEFT)
    if _own_span_open(participant, connection):
        open_spans(participant).update(left_at=now, seen_at=now, cause=PresenceEnd.LEFT)
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

    Effects: if it was her only one, she is lost and keeps her seat for `GRACE`; one `lost` event. If another
    window had already taken its place, its interval is put right and one `cut` event says so. A line that
    left or was ended changes nothing.
    """
    room_id = PresenceSpan.objects.filter(connection=connection).values_list("participant__room", flat=True)
    if not room_id:
        return
    room = locked(room_id[0])
    span = PresenceSpan.objects.select_related("participant").get(connection=connection)
    if span.left_at is None:
        end_lost(room=room, span_id=span.pk, at=at)
    else:
        put_right(room=room, span=span, at=at)


def _participant_of(room: Room, person: Any, admission: Admission) -> Participant:
    found = Participant.objects.filter(room=room).of(person).first()
    participant = found or Participant(
        room=room, **identity(person), state=ParticipantState.WAITING, role=ParticipantRole.LISTENER
    )
    participant.given_role = admission.role
    participant.role = role_on_entering(role=participant.role, given=admission.role)
    participant.display_name = admission.display_name
    participant.entity_id, participant.entity_name = admission.entity_id, admission.entity_name
    return participant


def _is_kept_outside(room: Room, participant: Participant, admission: Admission) -> bool:
    if room.state == RoomState.ENDED:
        raise RoomRefused("ended")
    # Who called before the entry was closed keeps her place in the queue.
    if participant.knocked_at is None and is_shut_out(room=room, participant=participant):
        raise RoomRefused("locked")
    return must_wait(room=room, participant=participant, waits=admission.waits)


def _own_span_open(participant: Participant, connection: str) -> bool:
    return bool(open_spans(participant).filter(connection=connection).exists())
