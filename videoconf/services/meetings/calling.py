"""In the meeting: who of those convened is there, and which point is open."""

from dataclasses import dataclass
from typing import Final

from django.db import transaction

from core import clock
from core.errors import Conflict
from people.models import User
from videoconf.enums import ParticipantState, RollState
from videoconf.models import AgendaPoint, Meeting, MeetingInvitee, Participant
from videoconf.rules import HOLDS_A_SEAT, IN_SESSION, convenes
from videoconf.services.attendance import attendance_of
from videoconf.services.events import locked
from videoconf.services.marks import mark
from videoconf.services.meetings.convening import note

# Somebody may have come by her link and by her account: what counts most is said.
_ORDER: Final = (RollState.PRESENT, RollState.WAITS, RollState.LEFT, RollState.ABSENT)


@dataclass(frozen=True, slots=True)
class Roll:
    """One person convened, where she is, and how long she has been there."""

    invitee: MeetingInvitee
    state: RollState
    seconds: int = 0
    # She came with the link of her mail: nobody asked her for a password.
    by_link: bool = False


def roll_of(meeting: Meeting) -> list[Roll]:
    """Return where each of those convened is, from the attendance of the room. Effects: none."""
    seats = list(Participant.objects.filter(room_id=meeting.room_id).select_related("guest"))
    stayed = {roll.participant.pk: roll.seconds for roll in attendance_of(meeting.room)}
    return [_roll(each, seats, stayed) for each in meeting.invitees.select_related("person")]


@transaction.atomic
def call_roll(*, meeting: Meeting, by: User) -> list[Roll]:
    """Call the roll: write down who of those convened is there now.

    Pre: `by` convened it, and the room is in session. Effects: one audit row with who is and who is not.
    Errors: Conflict.
    """
    _require_in_session(meeting, by, "Para pasar lista, la reunión tiene que estar abierta.")
    rolls = roll_of(meeting)
    present = [roll.invitee.pk for roll in rolls if roll.state == RollState.PRESENT]
    absent = [roll.invitee.pk for roll in rolls if roll.state != RollState.PRESENT]
    note("roll_called", meeting, by, {"present": present, "absent": absent})
    return rolls


@transaction.atomic
def open_point(*, meeting: Meeting, point: AgendaPoint, by: User) -> AgendaPoint:
    """Note when a point of the agenda begins to be dealt with; again changes nothing.

    Pre: `by` convened it and is in the room, which is in session. Effects: its hour, a mark in the room's
    story that all read, one audit row. Errors: Conflict.
    """
    _require_in_session(meeting, by, "Para abrir un punto, la reunión tiene que estar abierta.")
    seat = Participant.objects.filter(
        room_id=meeting.room_id, person=by, state=ParticipantState.PRESENT
    ).first()
    if seat is None:
        raise Conflict("Para abrir un punto tienes que estar en la sala. Ábrela en otra pestaña.")
    if AgendaPoint.objects.filter(pk=point.pk, opened_at__isnull=True).update(opened_at=clock.now()):
        mark(by=seat, text=str(point))
        note("point_opened", meeting, by, {"number": point.number})
    point.refresh_from_db()
    return point


def _require_in_session(meeting: Meeting, by: User, why: str) -> None:
    if not convenes(by, meeting):
        raise Conflict("Solo quien convoca puede hacer eso.")
    if locked(meeting.room_id).state not in IN_SESSION:
        raise Conflict(why)


def _roll(invitee: MeetingInvitee, seats: list[Participant], stayed: dict[int, int]) -> Roll:
    hers = [seat for seat in seats if _is_of(seat, invitee)]
    states = {_state(seat, stayed) for seat in hers}
    state = next((each for each in _ORDER if each in states), RollState.ABSENT)
    return Roll(
        invitee,
        state,
        sum(stayed.get(seat.pk, 0) for seat in hers),
        by_link=bool(hers) and all(seat.guest_id for seat in hers),
    )


def _is_of(seat: Participant, invitee: MeetingInvitee) -> bool:
    if seat.person_id is not None:
        return seat.person_id == invitee.person_id
    return seat.guest is not None and seat.guest.link_id == invitee.link_id


def _state(seat: Participant, stayed: dict[int, int]) -> RollState:
    if seat.state in HOLDS_A_SEAT:
        return RollState.PRESENT
    if seat.state == ParticipantState.WAITING and seat.knocked_at is not None:
        return RollState.WAITS
    return RollState.LEFT if seat.pk in stayed else RollState.ABSENT
