"""The floor: asked for in order, given by who directs, four at once in a class; each turn keeps its hours."""

from datetime import timedelta

import pytest
from channels.db import database_sync_to_async
from django.db import IntegrityError, transaction

from core.models import AuditEntry
from tests.videoconf.acts import NOON, a_person, a_room, entered, page_of
from videoconf.enums import EventKind, FloorEnd, ParticipantState, RoomKind, RoomState, Seat
from videoconf.models import FloorTurn, Participant
from videoconf.rules import SPEAKERS_IN_A_CLASS, has_room_for_a_speaker
from videoconf.services import (
    Door,
    RoomRefused,
    change_phase,
    end,
    end_floor,
    forget,
    grant_floor,
    leave,
    lose,
    mute,
    raise_hand,
    remove,
    set_media,
    turns_of,
)
from videoconf.services.seats import seat_speaker
from videoconf.services.turns import close_turn, end_turn, tell_floor, vacate

pytestmark = pytest.mark.django_db(transaction=True)
at_db = database_sync_to_async


@pytest.fixture
def host():
    return a_person("Marta")


@pytest.fixture
def people():
    return [a_person(f"Persona {number}") for number in range(7)]


@pytest.fixture
def room(stopped_clock, host, people):
    return a_room(host=host, speakers=tuple(people[:6]), listeners=(people[6],))


@pytest.fixture
def by(room, host):
    return entered(room, host, connection="host")


def again(seat):
    seat.refresh_from_db()
    return seat


def kinds(room):
    return list(room.events.values_list("kind", flat=True))


def test_hands_are_in_the_order_in_which_they_went_up(stopped_clock, room, by, people):
    seats = [entered(room, person) for person in people[:3]]
    for seat in reversed(seats):
        stopped_clock.pass_(5)
        raise_hand(participant=seat, up=True)
    asking = Participant.objects.filter(hand_at__isnull=False).order_by("hand_at")
    assert [seat.pk for seat in asking] == [seat.pk for seat in reversed(seats)]


def test_raising_it_twice_keeps_the_place_and_is_told_once(stopped_clock, room, by, people):
    seat = entered(room, people[0])
    raise_hand(participant=seat, up=True)
    stopped_clock.pass_(30)
    raise_hand(participant=seat, up=True)
    assert (again(seat).hand_at, kinds(room).count(EventKind.HAND)) == (NOON, 1)
    raise_hand(participant=seat, up=False)
    raise_hand(participant=seat, up=False)
    assert (again(seat).hand_at, kinds(room).count(EventKind.HAND)) == (None, 2)


def test_a_turn_says_when_it_was_asked_given_and_ended_and_by_whom(stopped_clock, room, by, people):
    seat = entered(room, people[0])
    raise_hand(participant=seat, up=True)
    stopped_clock.pass_(10)
    grant_floor(by=by, who=seat.pk)
    assert (again(seat).hand_at, seat.floor_since) == (None, NOON + timedelta(seconds=10))
    stopped_clock.pass_(20)
    end_floor(by=by, who=seat.pk)
    (turn,) = turns_of(room)
    assert (turn.participant_id, turn.granted_by_id, turn.ended_by_id, turn.cause) == (
        seat.pk,
        by.pk,
        by.pk,
        FloorEnd.TAKEN,
    )
    assert [turn.asked_at, turn.granted_at, turn.ended_at] == [
        NOON,
        NOON + timedelta(seconds=10),
        NOON + timedelta(seconds=30),
    ]
    assert again(seat).floor_since is None
    acts = list(AuditEntry.objects.values_list("action", flat=True))
    assert acts[-2:] == ["videoconf.floor.granted", "videoconf.floor.ended"]


def test_who_has_it_gives_it_back_with_the_same_button(room, by, people):
    seat = entered(room, people[0])
    grant_floor(by=by, who=seat.pk)
    raise_hand(participant=seat, up=True)
    assert again(seat).hand_at is None
    raise_hand(participant=seat, up=False)
    turn = FloorTurn.objects.get()
    assert (turn.cause, turn.asked_at, turn.ended_by_id) == (FloorEnd.GIVEN_BACK, None, seat.pk)


def test_giving_and_taking_twice_is_once(room, by, people):
    seat = entered(room, people[0])
    for _ in range(2):
        grant_floor(by=by, who=seat.pk)
    for _ in range(2):
        end_floor(by=by, who=seat.pk)
    assert (FloorTurn.objects.count(), kinds(room).count(EventKind.FLOOR)) == (1, 2)


def test_in_a_class_four_speak_at_once_and_not_five(room, by, people):
    seats = [entered(room, person) for person in people[:5]]
    for seat in seats[:4]:
        grant_floor(by=by, who=seat.pk)
    with pytest.raises(RoomRefused) as refused:
        grant_floor(by=by, who=seats[4].pk)
    assert (refused.value.code, SPEAKERS_IN_A_CLASS) == ("floor_full", 4)
    end_floor(by=by, who=seats[0].pk)
    grant_floor(by=by, who=seats[4].pk)
    assert Participant.objects.with_the_floor().count() == 4


def test_without_the_rule_a_fifth_would_speak(room, by, people, monkeypatch):
    """Negative control."""
    from videoconf.services import floor

    monkeypatch.setattr(floor, "has_room_for_a_speaker", lambda **_: True)
    for person in people[:5]:
        grant_floor(by=by, who=entered(room, person).pk)
    assert Participant.objects.with_the_floor().count() == 5


def test_in_a_meeting_there_is_no_such_limit():
    kinds = (RoomKind.CLASS, RoomKind.MEETING)
    assert [has_room_for_a_speaker(kind=kind, speaking=4) for kind in kinds] == [False, True]


def test_a_lost_line_keeps_hand_and_floor_for_a_minute_and_then_the_turn_ends_as_lost(
    stopped_clock, room, by, people
):
    speaks, asks = entered(room, people[0], connection="one"), entered(room, people[1], connection="two")
    raise_hand(participant=asks, up=True)
    grant_floor(by=by, who=speaks.pk)
    for connection in ("one", "two"):
        lose(connection=connection, at=stopped_clock.at)
    stopped_clock.pass_(59)
    forget(participant=speaks)
    assert (again(speaks).floor_since, again(asks).hand_at) == (NOON, NOON)
    back = entered(room, people[1], connection="three")
    assert back.hand_at == NOON
    stopped_clock.pass_(1)
    forget(participant=speaks)
    turn = FloorTurn.objects.get()
    assert (again(speaks).floor_since, turn.cause, turn.ended_by) == (None, FloorEnd.LOST, None)


@pytest.mark.parametrize(
    ("how", "cause"),
    [
        (lambda by, seat: leave(participant=seat, connection="one"), FloorEnd.LEFT),
        (lambda by, seat: remove(by=by, who=seat.pk), FloorEnd.REMOVED),
        (lambda by, seat: change_phase(by=by, to=RoomState.SUSPENDED), FloorEnd.SUSPENDED),
        (lambda by, seat: end(room=seat.room, by=None), FloorEnd.ROOM_ENDED),
    ],
    ids=["leaving", "being put out", "a pause", "the end"],
)
def test_a_turn_ends_with_its_cause(room, by, people, how, cause):
    seat = entered(room, people[0], connection="one")
    grant_floor(by=by, who=seat.pk)
    how(by, seat)
    turn = FloorTurn.objects.get()
    assert (turn.cause, turn.ended_at, again(seat).floor_since) == (cause, NOON, None)


def test_in_a_pause_hands_stay_up_and_nobody_is_given_the_floor(room, by, people):
    seat = entered(room, people[0])
    raise_hand(participant=seat, up=True)
    change_phase(by=by, to=RoomState.SUSPENDED)
    with pytest.raises(RoomRefused) as refused:
        grant_floor(by=by, who=seat.pk)
    assert (refused.value.code, again(seat).hand_at) == ("paused", NOON)


def test_nobody_speaks_before_a_meeting_begins(host, people):
    room = a_room(host=host, speakers=tuple(people), door=Door(kind=RoomKind.MEETING))
    by, seat = entered(room, host), entered(room, people[0])
    with pytest.raises(RoomRefused) as refused:
        grant_floor(by=by, who=seat.pk)
    assert refused.value.code == "paused"


def test_who_only_listens_may_be_heard_with_the_floor_and_not_after(room, by, people):
    seat = entered(room, people[6])
    grant_floor(by=by, who=seat.pk)
    seat = set_media(participant=seat, microphone=True, camera=True)
    assert (seat.microphone, seat.camera) == (True, True)
    end_floor(by=by, who=seat.pk)
    assert (again(seat).microphone, seat.camera) == (False, False)
    seat = set_media(participant=seat, microphone=True, camera=True)
    assert (seat.microphone, seat.camera) == (False, False)


def test_who_is_given_the_floor_is_seen_and_the_last_without_it_makes_way(room, by, people):
    seats = [entered(room, person) for person in people[:6]]
    assert [again(seat).seat for seat in seats] == ["video"] * 3 + ["audio"] * 2 + ["text"]
    grant_floor(by=by, who=seats[5].pk)
    assert sorted(again(seat).seat for seat in seats) == ["audio"] * 2 + ["text"] + ["video"] * 3
    assert (seats[5].seat, kinds(room)[-3:]) == (
        Seat.VIDEO,
        [EventKind.SEAT, EventKind.SEAT, EventKind.FLOOR],
    )
    grant_floor(by=by, who=seats[4].pk)
    assert [again(seats[5]).seat, again(seats[4]).seat] == [Seat.VIDEO, Seat.VIDEO]


def test_when_all_who_are_seen_have_the_floor_the_next_is_heard(room, by, people):
    seats = [entered(room, person) for person in people[:5]]
    for seat in seats[:4]:
        grant_floor(by=by, who=seat.pk)
    assert [again(seat).seat for seat in seats[:4]] == [Seat.VIDEO] * 3 + [Seat.AUDIO]


def test_who_entered_with_voice_alone_is_given_voice(room, by, people):
    for person in people[:5]:
        entered(room, person)
    seat = entered(room, people[5], wants_video=False)
    assert seat.seat == Seat.TEXT
    grant_floor(by=by, who=seat.pk)
    assert again(seat).seat == Seat.AUDIO


def test_who_is_seen_keeps_her_seat_with_the_floor(room, by, people):
    seat = entered(room, people[0])
    before = room.events.count()
    seat_speaker(room=room, participant=seat)
    assert (seat.seat, room.events.count()) == (Seat.VIDEO, before)


def test_the_floor_allows_a_microphone_that_had_been_taken(room, by, people):
    seat = entered(room, people[0])
    mute(by=by, who=seat.pk, what="microphone", on=True)
    grant_floor(by=by, who=seat.pk)
    assert again(seat).muted is False


def test_the_floor_is_for_who_is_there(room, by, people):
    seat = entered(room, people[0], connection="one")
    elsewhere = a_room(speakers=(people[1],))
    stranger = entered(elsewhere, people[1])
    lose(connection="one", at=seat.since)
    for who in (seat.pk, stranger.pk, 999_999):
        with pytest.raises(RoomRefused) as refused:
            grant_floor(by=by, who=who)
        assert refused.value.code == "gone"
    with pytest.raises(RoomRefused) as refused:
        raise_hand(participant=seat, up=True)
    assert refused.value.code == "not_in_room"


def test_a_role_taken_away_a_moment_ago_gives_no_floor(room, by, people):
    seat = entered(room, people[0])
    Participant.objects.filter(pk=by.pk).update(role="speaker")
    for act in (grant_floor, end_floor):
        with pytest.raises(RoomRefused) as refused:
            act(by=by, who=seat.pk)
        assert refused.value.code == "forbidden"


def test_ending_a_turn_that_is_not_open_writes_nothing(stopped_clock, room, by, people):
    seat = entered(room, people[0])
    close_turn(seat, cause=FloorEnd.LEFT, at=stopped_clock.at)
    vacate(seat, cause=FloorEnd.LEFT, at=stopped_clock.at)
    assert FloorTurn.objects.count() == 0


def test_what_is_told_of_a_turn_carries_what_her_seat_sends(room, by, people):
    seat = entered(room, people[0], microphone=True)
    tell_floor(room=room, participant=seat, actor_id=by.pk)
    end_turn(room=room, participant=seat, cause=FloorEnd.TAKEN, by=by)
    first, last = (
        event.payload.body for event in room.events.select_related("payload").order_by("-number")[:2]
    )
    assert (first["cause"], last["cause"]) == ("taken", "")
    assert {name: last[name] for name in ("microphone", "camera", "seat", "floor_since", "muted")} == {
        "microphone": True,
        "camera": False,
        "seat": "video",
        "floor_since": None,
        "muted": False,
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"ended_at": NOON - timedelta(seconds=1), "cause": FloorEnd.LEFT},
        {"ended_at": NOON, "cause": ""},
        {"asked_at": NOON + timedelta(seconds=1)},
    ],
)
def test_a_turn_that_makes_no_sense_cannot_be_written(room, by, people, wrong):
    seat = entered(room, people[0])
    grant_floor(by=by, who=seat.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        FloorTurn.objects.update(**wrong)


def test_nobody_out_of_the_room_can_be_written_with_the_floor(room, by, people):
    seat = entered(room, people[0])
    grant_floor(by=by, who=seat.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Participant.objects.filter(pk=seat.pk).update(state=ParticipantState.LEFT)


async def test_over_the_socket_the_hand_goes_up_and_the_floor_comes(host, people):
    room = await at_db(a_room)(host=host, speakers=tuple(people))
    async with page_of(host, room) as directs, page_of(people[0], room) as page:
        await directs.join()
        me = (await page.join())["me"]
        await page.say("hand", up=True)
        asked = await directs.hear("hand")
        assert (asked["by"], asked["data"]["hand_at"] is not None) == (me, True)
        await directs.say("floor_grant", who=me)
        assert (await page.hear("floor"))["data"]["floor_since"] is not None
        await directs.say("floor_end", who=me)
        assert (await page.hear("floor"))["data"]["cause"] == "taken"
        await page.say("floor_grant", who=me)
        assert (await page.hear("error"))["code"] == "forbidden"
