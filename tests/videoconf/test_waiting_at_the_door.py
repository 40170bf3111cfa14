"""The waiting room: who waits, in which place, who lets her in, and what she sees meanwhile."""

import pytest
from channels.db import database_sync_to_async
from django.db import IntegrityError, transaction

from core.models import AuditEntry
from tests.videoconf.acts import a_person, a_room, entered, page_of, say_of_her
from videoconf import rules
from videoconf.consumers import desk as desks
from videoconf.enums import EventKind, ParticipantState, RoomKind, RoomState
from videoconf.models import Participant, PresenceSpan, RoomEvent
from videoconf.services import (
    Door,
    RoomRefused,
    admit,
    attendance_of,
    beat,
    change_phase,
    deny,
    end,
    leave,
    lose,
    place_in,
    seat_now,
    state_of,
    state_outside,
    sweep,
)
from videoconf.services.lobby import forget_waiting, knock, let_in, on_the_list, queue_of, withdraw

pytestmark = pytest.mark.django_db(transaction=True)
at_db = database_sync_to_async
WAITING = Door(waiting_room=True)


@pytest.fixture
def host():
    return a_person("Marta")


@pytest.fixture
def people():
    return [a_person(name) for name in ("Elena", "Lucía", "Rocío")]


@pytest.fixture
def room(host, people):
    return a_room(host=host, speakers=tuple(people), door=WAITING)


def place(seat):
    return state_outside(seat)["place"]


def kinds(room):
    return list(room.events.values_list("kind", flat=True))


def test_who_calls_waits_in_her_place_and_is_not_there_yet(room, people):
    seats = [entered(room, person) for person in people]
    assert [seat.state for seat in seats] == [ParticipantState.WAITING] * 3
    assert [place(seat) for seat in seats] == [
        {"place": 1, "of": 3},
        {"place": 2, "of": 3},
        {"place": 3, "of": 3},
    ]
    assert (PresenceSpan.objects.count(), state_of(room.pk)["people"]) == (0, [])


def test_a_place_is_counted_from_one():
    assert (place_in([7, 9], 9), place_in([7, 9], 8)) == ({"place": 2, "of": 2}, None)


def test_a_seat_is_read_with_its_room_at_one_same_moment(room, people, django_assert_num_queries):
    seat = entered(room, people[0])
    with django_assert_num_queries(1):
        found = seat_now(seat.pk)
        assert (found.room.last, found.knocked_at) == (2, seat.knocked_at)


def test_calling_again_keeps_the_place_and_is_told_once(room, people):
    first = entered(room, people[0])
    entered(room, people[1])
    again = entered(room, people[0])
    assert (again.pk, place(again)) == (first.pk, {"place": 1, "of": 2})
    assert kinds(room) == [EventKind.PHASE, EventKind.WAITS, EventKind.WAITS]


def test_the_first_to_call_leaves_the_room_before_its_beginning_and_who_directs_opens_it(room, host, people):
    entered(room, people[0])
    room.refresh_from_db()
    assert (room.state, room.opened_at) == (RoomState.LOBBY, None)
    entered(room, host)
    room.refresh_from_db()
    assert (room.state, room.opened_at is not None) == (RoomState.OPEN, True)


def test_one_is_let_in_and_the_others_move_up(room, host, people):
    by = entered(room, host)
    seats = [entered(room, person) for person in people]
    assert admit(by=by, who=seats[0].pk) == [seats[0].pk]
    assert [place(seat) for seat in seats] == [None, {"place": 1, "of": 2}, {"place": 2, "of": 2}]
    assert entered(room, people[0]).state == ParticipantState.PRESENT
    entry = AuditEntry.objects.get(action="videoconf.participant.admitted")
    assert (entry.actor_id, entry.detail) == (host.pk, {"by": by.pk, "who": [seats[0].pk]})


def test_all_are_let_in_with_one_event(room, host, people):
    by = entered(room, host)
    seats = [entered(room, person) for person in people]
    assert admit(by=by, who=None) == [seat.pk for seat in seats]
    event = room.events.select_related("payload").last()
    assert (event.kind, event.payload.body) == (
        EventKind.ADMITTED,
        {"who": [seat.pk for seat in seats], "queue": []},
    )


def test_nobody_is_let_in_who_does_not_wait(room, host, people):
    by = entered(room, host)
    for who in (None, by.pk, 999_999):
        with pytest.raises(RoomRefused) as refused:
            admit(by=by, who=who)
        assert refused.value.code == "gone"


def test_attendance_begins_inside_and_not_while_waiting(stopped_clock, host, people):
    room = a_room(host=host, speakers=tuple(people), door=WAITING)
    by = entered(room, host)
    waiting = entered(room, people[0])
    stopped_clock.pass_(300)
    beat(connections=[], waiting=[waiting.pk])
    admit(by=by, who=waiting.pk)
    stopped_clock.pass_(2)
    seat = entered(room, people[0], connection="one")
    stopped_clock.pass_(40)
    leave(participant=seat, connection="one")
    rolls = {roll.participant.person_id: roll.seconds for roll in attendance_of(room)}
    assert rolls[people[0].pk] == 40


def test_who_was_let_in_and_lost_the_line_comes_back_without_waiting(room, host, people):
    by = entered(room, host)
    seat = entered(room, people[0])
    admit(by=by, who=seat.pk)
    seat = entered(room, people[0], connection="one")
    lose(connection="one", at=seat.since)
    assert entered(room, people[0], connection="two").state == ParticipantState.PRESENT
    leave(participant=seat, connection="two")
    assert entered(room, people[0]).state == ParticipantState.PRESENT


def test_who_is_sent_away_is_out_of_the_queue_and_may_call_again(room, host, people):
    by = entered(room, host)
    seat = entered(room, people[0])
    deny(by=by, who=seat.pk)
    seat.refresh_from_db()
    assert (seat.state, queue_of(room), kinds(room)[-1]) == (ParticipantState.LEFT, [], EventKind.DENIED)
    assert AuditEntry.objects.get(action="videoconf.participant.denied").detail["who"] == [seat.pk]
    with pytest.raises(RoomRefused) as refused:
        deny(by=by, who=seat.pk)
    assert refused.value.code == "gone"
    assert entered(room, people[0]).state == ParticipantState.WAITING


def test_who_stops_waiting_leaves_her_place(room, people):
    seats = [entered(room, person) for person in people[:2]]
    leave(participant=seats[0], connection="none")
    assert (place(seats[1]), kinds(room)[-1]) == ({"place": 1, "of": 1}, EventKind.WITHDREW)
    before = room.events.count()
    leave(participant=seats[0], connection="none")
    assert (withdraw(room=room, participant=seats[0], cause="left"), room.events.count()) == (False, before)


def test_a_page_that_is_heard_no_more_keeps_its_place_for_a_minute(stopped_clock, host, people):
    room = a_room(host=host, speakers=tuple(people), door=WAITING)
    seats = [entered(room, person) for person in people[:2]]
    stopped_clock.pass_(50)
    beat(connections=[], waiting=[seats[1].pk])
    stopped_clock.pass_(10)
    sweep()
    assert queue_of(room) == [seats[0].pk, seats[1].pk]
    stopped_clock.pass_(1)
    forget_waiting(participant=seats[1], cause="lost")
    assert sweep() == 1
    assert queue_of(room) == [seats[1].pk]


def test_the_end_of_the_room_empties_the_queue(room, people):
    seat = entered(room, people[0])
    end(room=room, by=None)
    seat.refresh_from_db()
    assert (seat.state, queue_of(room)) == (ParticipantState.LEFT, [])


def test_the_upper_app_may_say_of_one_person_that_she_waits_or_does_not(room, host, people):
    say_of_her(room, people[0], waits=False)
    assert entered(room, people[0]).state == ParticipantState.PRESENT
    open_room = a_room(host=host, speakers=tuple(people))
    say_of_her(open_room, people[0], waits=True)
    states = [entered(open_room, person).state for person in people]
    assert states == [ParticipantState.WAITING, ParticipantState.PRESENT, ParticipantState.PRESENT]


def test_nobody_comes_into_a_closed_part_by_herself(host, people):
    room = a_room(host=host, speakers=tuple(people))
    by = entered(room, host)
    inside = entered(room, people[0], connection="one")
    change_phase(by=by, to=RoomState.CLOSED_PART)
    lose(connection="one", at=inside.since)
    states = [entered(room, person).state for person in people[:2]]
    assert states == [ParticipantState.PRESENT, ParticipantState.WAITING]


def test_who_waited_for_the_end_of_a_closed_part_comes_in_and_leaves_the_queue(host, people):
    room = a_room(host=host, speakers=tuple(people))
    by = entered(room, host)
    change_phase(by=by, to=RoomState.CLOSED_PART)
    seats = [entered(room, person) for person in people[:2]]
    change_phase(by=by, to=RoomState.OPEN)
    assert entered(room, people[0]).state == ParticipantState.PRESENT
    assert (queue_of(room), kinds(room)[-2:]) == ([seats[1].pk], [EventKind.ADMITTED, EventKind.JOIN])
    seats[0].refresh_from_db()
    let_in(room=room, participant=seats[0])
    assert kinds(room)[-1] == EventKind.JOIN


def test_a_meeting_is_entered_before_it_begins(host, people):
    room = a_room(host=host, speakers=tuple(people), door=Door(kind=RoomKind.MEETING))
    entered(room, people[0])
    room.refresh_from_db()
    assert (room.state, kinds(room)) == (RoomState.LOBBY, [EventKind.PHASE, EventKind.JOIN])


def test_only_who_directs_reads_who_waits(room, host, people):
    entered(room, host)
    seat = entered(room, people[0])
    assert state_of(room.pk)["waiting"] == [on_the_list(seat)]
    assert state_of(room.pk, directs=False)["waiting"] == []


def test_only_who_waits_can_be_written_in_the_queue(room, people):
    seat = entered(room, people[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        Participant.objects.filter(pk=seat.pk).update(state=ParticipantState.PRESENT)


def test_without_the_rule_whoever_calls_would_come_in(room, people, monkeypatch):
    """Negative control."""
    from videoconf.services import presence

    monkeypatch.setattr(presence, "must_wait", lambda **_: False)
    assert entered(room, people[0]).state == ParticipantState.PRESENT


def test_knocking_is_heard_by_who_directs_at_once(room, people):
    seat = Participant.objects.create(room=room, person=people[0], state="left", since=room.starts_at)
    knock(room=room, participant=seat)
    assert RoomEvent.objects.last().payload.body == {**on_the_list(seat), "queue": [seat.pk]}


# What travels


async def knocked(page):
    await page.say("hello", v=1)
    state = await page.hear("state")
    await page.say("join", peer=page.peer, video=True, microphone=False, camera=False)
    return state, await page.hear("waiting")


async def test_she_hears_her_place_whenever_it_changes_and_then_comes_in(room, host, people):
    async with (
        page_of(host, room) as directs,
        page_of(people[0], room) as one,
        page_of(people[1], room) as two,
    ):
        await directs.join()
        _, first = await knocked(one)
        _, second = await knocked(two)
        assert (first["place"], second["place"], second["of"]) == (1, 2, 2)
        assert (await one.hear("waiting"))["of"] == 1
        assert (await one.hear("waiting"))["of"] == 2
        who = (await directs.hear("waits"))["data"]["participant"]
        await directs.say("admit", who=who)
        await one.hear("again")
        moved = await two.hear("waiting")
        while moved["of"] == 2:
            moved = await two.hear("waiting")
        assert (moved["place"], moved["of"]) == (1, 1)
        joined = await one.join()
        assert joined["seat"] == "video"
        names = [person["name"] for person in (await at_db(state_of)(room.pk))["people"]]
        assert names == ["Marta Castrillo", "Elena Castrillo"]


async def test_who_waits_sees_nothing_of_the_room(room, host, people):
    async with page_of(host, room) as directs, page_of(people[0], room) as page:
        await directs.join()
        await directs.say("chat", text="secreto", ref="r1")
        await directs.hear("chat")
        state, _ = await knocked(page)
        assert (state["people"], state["chat"], state["waiting"]) == ([], [], [])
        await directs.say("chat", text="otro secreto", ref="r2")
        await directs.hear("chat")
        await page.say("resume", v=1, after=0)
        heard = await page.heard_until_pong()
        assert {message["kind"] for message in heard} <= {"state", "waiting", "beat"}
        await page.say("chat", text="yo también", ref="r3")
        assert (await page.hear("error"))["code"] == "not_in_room"


async def test_without_the_filter_who_waits_would_hear_the_room(room, host, people, monkeypatch):
    """Negative control: behind the filter nothing else keeps the words from her."""
    async with page_of(host, room) as directs, page_of(people[0], room) as page:
        await directs.join()
        await knocked(page)
        monkeypatch.setattr(desks, "must_wait", lambda **_: False)
        await directs.say("chat", text="uno", ref="r0")
        await page.hear("again")
        await directs.say("chat", text="secreto", ref="r1")
        assert (await page.hear("chat"))["data"]["text"] == "secreto"


async def test_who_does_not_direct_is_not_told_who_waits(room, host, people):
    async with page_of(host, room) as directs, page_of(people[0], room) as inside:
        await directs.join()
        await knocked(inside)
        await directs.say("admit")
        await inside.hear("again")
        await inside.join()
        async with page_of(people[1], room) as page:
            await knocked(page)
            told = await directs.hear("waits")
            while told["data"]["name"] != "Lucía Castrillo":
                told = await directs.hear("waits")
            hidden = await inside.hear("hidden", "waits")
        assert (hidden["kind"], set(hidden), hidden["n"]) == ("hidden", {"n", "kind", "at"}, told["n"])


async def test_who_is_sent_away_is_told_and_closed(room, host, people):
    async with page_of(host, room) as directs, page_of(people[0], room) as page:
        await directs.join()
        await knocked(page)
        await directs.say("deny", who=(await directs.hear("waits"))["data"]["participant"])
        assert (await page.hear("error"))["code"] == "denied"
        assert await page.closed_with() == 4413


def test_the_same_rule_decides_at_the_door_and_in_the_pump():
    assert desks.must_wait is rules.must_wait
