"""The phases of a room: which may follow which, told to everybody, never out of order."""

import pytest
from channels.db import database_sync_to_async
from django.db import IntegrityError, transaction

from core.models import AuditEntry
from tests.videoconf.acts import a_person, a_room, entered, page_of
from videoconf.enums import EventKind, RoomKind, RoomState
from videoconf.models import Room
from videoconf.rules import ROOM_TRANSITIONS, room_may_become
from videoconf.services import Door, RoomRefused, change_phase, end, state_of
from videoconf.services.phases import become, waiting_to_left

pytestmark = pytest.mark.django_db(transaction=True)
at_db = database_sync_to_async
MEETING = Door(kind=RoomKind.MEETING)


@pytest.fixture
def host():
    return a_person("Marta")


@pytest.fixture
def person():
    return a_person("Elena")


@pytest.fixture
def room(host, person):
    return a_room(host=host, speakers=(person,), door=MEETING)


@pytest.fixture
def by(room, host):
    return entered(room, host)


def state(room):
    room.refresh_from_db()
    return room.state


def test_a_meeting_begins_when_who_directs_says_so(stopped_clock, host, person):
    room = a_room(host=host, speakers=(person,), door=MEETING)
    by = entered(room, host)
    assert (state(room), room.opened_at) == (RoomState.LOBBY, None)
    stopped_clock.pass_(60)
    change_phase(by=by, to=RoomState.OPEN)
    assert (state(room), room.opened_at, room.events.last().kind) == (
        RoomState.OPEN,
        stopped_clock.at,
        EventKind.OPENED,
    )


def test_it_goes_to_its_closed_part_to_a_pause_and_back(room, by):
    for target in (
        RoomState.OPEN,
        RoomState.CLOSED_PART,
        RoomState.SUSPENDED,
        RoomState.CLOSED_PART,
        RoomState.OPEN,
        RoomState.SUSPENDED,
        RoomState.OPEN,
    ):
        assert change_phase(by=by, to=target).state == target
    kinds = list(room.events.values_list("kind", flat=True))
    assert (kinds.count(EventKind.OPENED), kinds.count(EventKind.PHASE)) == (1, 7)
    entry = AuditEntry.objects.filter(action="videoconf.room.phase").last()
    assert (entry.target, entry.detail["to"]) == (f"room:{room.key}", "open")


def test_saying_the_phase_it_is_in_tells_nothing(room, by):
    change_phase(by=by, to=RoomState.OPEN)
    before = room.events.count()
    change_phase(by=by, to=RoomState.OPEN)
    assert room.events.count() == before


@pytest.mark.parametrize("target", [RoomState.SCHEDULED, RoomState.LOBBY, RoomState.ENDED, "sudo"])
def test_it_does_not_go_back_to_before_its_beginning_nor_end_this_way(room, by, target):
    with pytest.raises(RoomRefused) as refused:
        change_phase(by=by, to=target)
    assert (refused.value.code, state(room)) == ("phase", RoomState.LOBBY)


@pytest.mark.parametrize("target", [RoomState.CLOSED_PART, RoomState.SUSPENDED])
def test_what_has_not_begun_is_neither_paused_nor_closed(room, by, target):
    with pytest.raises(RoomRefused) as refused:
        change_phase(by=by, to=target)
    assert (refused.value.code, state(room)) == ("phase", RoomState.LOBBY)


def test_without_the_table_it_would(room, by, monkeypatch):
    """Negative control; behind the table, the database refuses what has no hour of opening."""
    from videoconf.services import phases

    monkeypatch.setattr(phases, "room_may_become", lambda current, target: True)
    with pytest.raises(IntegrityError), transaction.atomic():
        change_phase(by=by, to=RoomState.SUSPENDED)


@pytest.mark.parametrize("current", list(RoomState))
def test_every_step_is_taken_or_refused_as_the_table_says(room, current):
    hours = {"opened_at": room.starts_at, "ended_at": room.ends_at if current == RoomState.ENDED else None}
    for target in RoomState:
        if target == RoomState.ENDED:
            continue
        Room.objects.filter(pk=room.pk).update(state=current, **hours)
        room.refresh_from_db()
        if room_may_become(current, target):
            become(room=room, state=target, actor_id=None)
            assert state(room) == target
        else:
            with pytest.raises(RoomRefused) as refused:
                become(room=room, state=target, actor_id=None)
            code = "ended" if current == RoomState.ENDED else "phase"
            assert (refused.value.code, state(room)) == (code, current)
    assert set(ROOM_TRANSITIONS) == set(RoomState)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "open"},
        {"state": "closed_part"},
        {"state": "suspended"},
        {"state": "ended"},
        {"state": "half_open"},
        {"kind": "party"},
    ],
)
def test_a_state_that_makes_no_sense_cannot_be_written(room, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Room.objects.filter(pk=room.pk).update(**wrong)


def test_an_ended_room_has_no_more_phases(room, by):
    end(room=room, by=by)
    waiting_to_left(room)
    with pytest.raises(RoomRefused) as refused:
        change_phase(by=by, to=RoomState.OPEN)
    assert refused.value.code == "not_in_room"


async def test_everybody_hears_of_it_and_who_comes_later_reads_it(room, host, person):
    async with page_of(host, room) as directs, page_of(person, room) as page:
        await directs.join()
        await page.join()
        await directs.say("phase", to="open")
        assert (await page.hear("opened"))["data"]["opened_at"]
        await directs.say("phase", to="suspended")
        assert (await page.hear("phase"))["data"] == {"state": "suspended"}
        await page.say("phase", to="open")
        assert (await page.hear("error"))["code"] == "forbidden"
    found = (await at_db(state_of)(room.pk))["room"]
    assert (found["state"], found["kind"], found["locked"]) == ("suspended", "meeting", False)
