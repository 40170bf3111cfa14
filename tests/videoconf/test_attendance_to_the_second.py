"""Attendance: intervals joined across windows and cuts, with the clock in our hand."""

from datetime import timedelta

import pytest

from tests.videoconf.acts import NOON, a_person, a_room, entered
from videoconf.enums import EventKind, ParticipantState, PresenceEnd, Seat
from videoconf.models import Participant, PresenceSpan
from videoconf.services import attendance_of, beat, end, forget, leave, lose, own_attendance, sweep
from videoconf.services.lines import settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(stopped_clock):
    return a_person()


@pytest.fixture
def room(person):
    return a_room(speakers=(person,))


def seconds(room, **window):
    return [roll.seconds for roll in attendance_of(room, **window)]


def test_one_visit_counts_from_entering_to_leaving(stopped_clock, room, person):
    seat = entered(room, person, connection="one")
    stopped_clock.pass_(754)
    leave(participant=seat, connection="one")
    span = PresenceSpan.objects.get()
    assert (seconds(room), span.cause, span.left_at) == (
        [754],
        PresenceEnd.LEFT,
        NOON + timedelta(seconds=754),
    )


def test_a_second_window_does_not_count_twice(stopped_clock, room, person):
    entered(room, person, connection="one")
    stopped_clock.pass_(60)
    beat(connections=["one"])
    seat = entered(room, person, connection="two")
    stopped_clock.pass_(40)
    leave(participant=seat, connection="two")
    causes = list(PresenceSpan.objects.order_by("joined_at").values_list("cause", flat=True))
    assert (seconds(room), causes) == ([100], [PresenceEnd.MOVED, PresenceEnd.LEFT])
    assert len(attendance_of(room)[0].spans) == 1


def test_overlapping_intervals_are_one(stopped_clock, room, person):
    seat = entered(room, person, connection="one")
    seat.spans.update(left_at=NOON + timedelta(seconds=50), cause=PresenceEnd.LOST)
    for start, stop in ((10, 30), (40, 90), (120, 130)):
        seat.spans.create(
            connection=f"c{start}",
            joined_at=NOON + timedelta(seconds=start),
            seen_at=NOON + timedelta(seconds=stop),
            left_at=NOON + timedelta(seconds=stop),
        )
    assert seconds(room) == [100]


def test_the_time_of_a_cut_does_not_count(stopped_clock, room, person):
    entered(room, person, connection="one")
    stopped_clock.pass_(100)
    lose(connection="one", at=stopped_clock.at)
    stopped_clock.pass_(25)
    seat = entered(room, person, connection="two")
    stopped_clock.pass_(75)
    leave(participant=seat, connection="two")
    assert (seconds(room), len(attendance_of(room)[0].spans)) == ([175], 2)


def test_a_line_found_dead_counts_until_it_was_last_heard(stopped_clock, room, person):
    entered(room, person, connection="one")
    stopped_clock.pass_(100)
    last_heard = stopped_clock.at
    stopped_clock.pass_(12)
    lose(connection="one", at=last_heard)
    assert seconds(room) == [100]


def test_a_lost_line_keeps_its_seat_for_sixty_seconds_and_not_one_more(stopped_clock, room, person):
    seat = entered(room, person, connection="one")
    lose(connection="one", at=stopped_clock.at)
    stopped_clock.pass_(59)
    sweep()
    seat.refresh_from_db()
    assert (seat.state, seat.seat) == (ParticipantState.LOST, Seat.VIDEO)
    stopped_clock.pass_(1)
    sweep()
    seat.refresh_from_db()
    last = room.events.select_related("payload").last()
    assert (seat.state, last.kind, last.payload.body["cause"]) == (
        ParticipantState.LEFT,
        EventKind.LEAVE,
        PresenceEnd.LOST,
    )


def test_who_came_back_is_not_forgotten(stopped_clock, room, person):
    seat = entered(room, person, connection="one")
    lose(connection="one", at=stopped_clock.at)
    stopped_clock.pass_(59)
    entered(room, person, connection="two")
    stopped_clock.pass_(5)
    forget(participant=seat)
    seat.refresh_from_db()
    assert seat.state == ParticipantState.PRESENT


def test_losing_the_window_that_was_left_behind_changes_nothing(stopped_clock, room, person):
    entered(room, person, connection="one")
    seat = entered(room, person, connection="two")
    lose(connection="one", at=stopped_clock.at)
    lose(connection="never", at=stopped_clock.at)
    seat.refresh_from_db()
    assert seat.state == ParticipantState.PRESENT


def test_a_crash_ends_the_interval_where_it_was_last_seen(stopped_clock, room, person):
    seat = entered(room, person, connection="one")
    stopped_clock.pass_(30)
    beat(connections=["one"])
    stopped_clock.pass_(14)
    assert sweep() == 0
    stopped_clock.pass_(2)
    assert sweep() == 1
    seat.refresh_from_db()
    assert (seconds(room), seat.state, seat.since) == (
        [30],
        ParticipantState.LOST,
        NOON + timedelta(seconds=30),
    )


def test_an_open_interval_counts_until_the_last_heartbeat(stopped_clock, room, person):
    entered(room, person, connection="one")
    stopped_clock.pass_(45)
    beat(connections=["one", "of another"])
    stopped_clock.pass_(3)
    assert seconds(room) == [45]


def test_only_what_falls_inside_the_window_counts(stopped_clock, room, person):
    seat = entered(room, person, connection="one")
    stopped_clock.pass_(600)
    leave(participant=seat, connection="one")
    since, until = NOON + timedelta(seconds=100), NOON + timedelta(seconds=400)
    assert seconds(room, since=since, until=until) == [300]
    assert seconds(room, since=NOON + timedelta(seconds=600)) == []


def test_ending_the_room_ends_every_interval(stopped_clock, room, person):
    entered(room, person, connection="one")
    stopped_clock.pass_(61)
    beat(connections=["one"])
    end(room=room, by=None)
    span = PresenceSpan.objects.get()
    assert (seconds(room), span.cause, Participant.objects.get().state) == (
        [61],
        PresenceEnd.ROOM_ENDED,
        ParticipantState.LEFT,
    )


def test_one_sees_her_own_time(stopped_clock, room, person):
    assert own_attendance(room, person) is None
    entered(room, person, connection="one")
    stopped_clock.pass_(9)
    beat(connections=["one"])
    assert own_attendance(room, person).seconds == 9


def test_a_step_that_may_not_follow_is_not_taken(stopped_clock, room, person):
    seat = entered(room, person, connection="one")
    seat.state = ParticipantState.REMOVED
    before = room.events.count()
    settle(room=room, participant=seat, state=ParticipantState.LOST, cause="lost", at=stopped_clock.at)
    assert (seat.state, room.events.count()) == (ParticipantState.REMOVED, before)
