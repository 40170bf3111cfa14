"""Entering: the seat one gets, keeps and gives up."""

import pytest

from tests.videoconf.acts import a_person, a_room, admit, entered
from videoconf.enums import EventKind, ParticipantState, RoomState, Seat
from videoconf.models import Participant, PresenceSpan
from videoconf.rules import PARTICIPANT_TRANSITIONS, ROOM_TRANSITIONS
from videoconf.services import Arrival, RoomRefused, approach, end, leave
from videoconf.services.events import tell
from videoconf.services.phases import open_if_scheduled
from videoconf.services.seats import take_seat

pytestmark = pytest.mark.django_db


def kinds(room):
    return list(room.events.values_list("kind", flat=True))


def test_the_first_to_enter_opens_the_room():
    person = a_person()
    room = a_room(speakers=(person,))
    entered(room, person)
    room.refresh_from_db()
    assert (room.state, kinds(room)) == (RoomState.OPEN, [EventKind.OPENED, EventKind.JOIN])


def test_a_room_without_a_registered_purpose_admits_nobody():
    from videoconf.admission import admission_for

    person = a_person()
    room = a_room(speakers=(person,))
    assert admission_for(person, room) is not None
    room.purpose = "tests.nobody"
    assert admission_for(person, room) is None


def test_coming_to_the_door_is_waiting_and_no_presence():
    person = a_person()
    room = a_room(speakers=(person,))
    seat = approach(room=room, person=person, admission=admit(room, person))
    assert (seat.state, PresenceSpan.objects.count(), kinds(room)) == (ParticipantState.WAITING, 0, [])


def test_four_have_picture_two_more_have_voice_and_the_seventh_writes():
    people = tuple(a_person() for _ in range(7))
    room = a_room(speakers=people)
    seats = [entered(room, person, camera=True, microphone=True) for person in people]
    assert [seat.seat for seat in seats] == [Seat.VIDEO] * 4 + [Seat.AUDIO] * 2 + [Seat.TEXT]
    assert [(seat.microphone, seat.camera) for seat in seats[3:]] == [
        (True, True),
        (True, False),
        (True, False),
        (False, False),
    ]


def test_who_asks_for_voice_alone_takes_no_place_with_picture():
    people = tuple(a_person() for _ in range(5))
    room = a_room(speakers=people)
    first = entered(room, people[0], wants_video=False)
    seats = [entered(room, person).seat for person in people[1:]]
    assert (first.seat, seats) == (Seat.AUDIO, [Seat.VIDEO] * 4)


def test_who_directs_always_has_picture_and_the_last_to_come_goes_on_with_voice():
    people, host = tuple(a_person() for _ in range(4)), a_person("Marta")
    room = a_room(host=host, speakers=people)
    for person in people:
        entered(room, person)
    assert entered(room, host).seat == Seat.VIDEO
    seats = Participant.objects.filter(room=room).exclude(person=host).order_by("pk")
    assert [seat.seat for seat in seats] == [Seat.VIDEO] * 3 + [Seat.AUDIO]
    assert kinds(room)[-2:] == [EventKind.SEAT, EventKind.JOIN]


def test_a_full_room_makes_way_for_who_directs():
    people, host = tuple(a_person() for _ in range(6)), a_person("Marta")
    room = a_room(host=host, speakers=people)
    for person in people:
        entered(room, person)
    entered(room, host)
    seats = Participant.objects.filter(room=room).exclude(person=host)
    found = sorted(seats.values_list("seat", flat=True))
    assert found == sorted([Seat.VIDEO] * 3 + [Seat.AUDIO] * 2 + [Seat.TEXT])


def test_who_only_listens_sends_neither_voice_nor_picture():
    person = a_person()
    seat = entered(a_room(listeners=(person,)), person, microphone=True, camera=True)
    assert (seat.microphone, seat.camera) == (False, False)


def test_coming_back_gives_the_same_seat_and_no_second_row():
    person = a_person()
    room = a_room(speakers=(person,))
    first = entered(room, person)
    again = entered(room, person)
    assert (again.pk, Participant.objects.filter(room=room).count()) == (first.pk, 1)


def test_leaving_frees_the_seat():
    people = tuple(a_person() for _ in range(5))
    room = a_room(speakers=people)
    first = entered(room, people[0], connection="first")
    for person in people[1:4]:
        entered(room, person)
    leave(participant=first, connection="first")
    assert entered(room, people[4]).seat == Seat.VIDEO


def test_nobody_enters_a_room_that_ended():
    person = a_person()
    room = a_room(speakers=(person,))
    end(room=room, by=None)
    with pytest.raises(RoomRefused) as refused:
        entered(room, person)
    assert (refused.value.code, refused.value.message) == ("ended", "La sesión ha terminado.")


def test_who_was_removed_does_not_come_back():
    person = a_person()
    room = a_room(speakers=(person,))
    seat = entered(room, person)
    Participant.objects.filter(pk=seat.pk).update(state=ParticipantState.REMOVED)
    with pytest.raises(RoomRefused) as refused:
        entered(room, person)
    assert refused.value.code == "forbidden"


def test_opening_twice_is_told_once():
    person = a_person()
    room = a_room(speakers=(person,))
    for _ in range(2):
        open_if_scheduled(room=room, actor_id=None)
    assert kinds(room) == [EventKind.OPENED]
    end(room=room, by=None)
    room.refresh_from_db()
    with pytest.raises(RoomRefused):
        open_if_scheduled(room=room, actor_id=None)


def test_taking_a_seat_forgets_what_the_seat_does_not_carry():
    person = a_person()
    room = a_room(speakers=(person,))
    seat = entered(room, person, camera=True, microphone=True)
    take_seat(room=room, participant=seat, arrival=Arrival("c", "p", wants_video=False, camera=True))
    assert (seat.seat, seat.camera, seat.microphone) == (Seat.AUDIO, False, False)


def test_what_is_told_is_numbered_in_its_room():
    person = a_person()
    room, other = a_room(speakers=(person,)), a_room(speakers=(person,))
    numbers = [tell(room=one, kind="chat", actor_id=None, body={}).number for one in (room, other, room)]
    assert numbers == [1, 1, 2]


def test_the_tables_of_states_are_these():
    """Written by hand: a step added to the tables must be added here on purpose."""
    assert {str(k): sorted(map(str, v)) for k, v in ROOM_TRANSITIONS.items()} == {
        "scheduled": ["ended", "lobby", "open"],
        "lobby": ["ended", "open"],
        "open": ["closed_part", "ended", "suspended"],
        "closed_part": ["ended", "open", "suspended"],
        "suspended": ["closed_part", "ended", "open"],
        "ended": [],
    }
    assert {str(k): sorted(map(str, v)) for k, v in PARTICIPANT_TRANSITIONS.items()} == {
        "waiting": ["left", "present", "removed", "waiting"],
        "present": ["left", "lost", "present", "removed"],
        "lost": ["left", "present", "removed"],
        "left": ["present", "removed", "waiting"],
        "removed": [],
    }
