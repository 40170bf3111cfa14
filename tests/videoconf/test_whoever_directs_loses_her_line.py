"""The trainer's line is gone for a minute: the class goes on, and she comes back to direct it."""

import pytest
from channels.db import database_sync_to_async

from tests.videoconf.acts import a_person, a_room, entered, page_of
from videoconf.enums import ParticipantRole, ParticipantState, RoomState, Seat
from videoconf.services import beat, grant_floor, lose, say, sweep

pytestmark = pytest.mark.django_db(transaction=True)
at_db = database_sync_to_async


@pytest.fixture
def host():
    return a_person("Marta")


@pytest.fixture
def people():
    return [a_person() for _ in range(3)]


@pytest.fixture
def room(host, people):
    return a_room(host=host, speakers=tuple(people))


def fresh(row):
    row.refresh_from_db()
    return row


def lost_for(seconds, stopped_clock, *, alive=()):
    """The host's line is cut and so many seconds pass; the lines of the others go on answering."""
    lose(connection="host", at=stopped_clock.at)
    stopped_clock.pass_(seconds)
    beat(connections=list(alive))
    sweep()


def test_within_the_minute_her_seat_is_kept(stopped_clock, room, host):
    by = entered(room, host, connection="host")
    lost_for(59, stopped_clock)
    assert (fresh(by).state, by.role, by.seat) == (ParticipantState.LOST, ParticipantRole.HOST, Seat.VIDEO)


def test_after_it_the_room_is_open_and_whoever_spoke_goes_on_speaking(stopped_clock, room, host, people):
    by, seat = entered(room, host, connection="host"), entered(room, people[0], connection="one")
    grant_floor(by=by, who=seat.pk)
    lost_for(61, stopped_clock, alive=["one"])
    assert (fresh(room).state, fresh(by).state) == (RoomState.OPEN, ParticipantState.LEFT)
    assert (fresh(seat).state, seat.floor_since is not None) == (ParticipantState.PRESENT, True)


def test_she_comes_back_to_her_picture_and_directs_though_others_came_meanwhile(
    stopped_clock, room, host, people
):
    by = entered(room, host, connection="host")
    lost_for(61, stopped_clock)
    for person in people:
        entered(room, person)
    back = entered(room, host, connection="again")
    assert (back.pk, back.state, back.role, back.seat) == (
        by.pk,
        ParticipantState.PRESENT,
        ParticipantRole.HOST,
        Seat.VIDEO,
    )


async def test_what_was_said_while_she_was_away_is_given_to_her_and_she_may_put_somebody_out(
    room, host, people
):
    async with page_of(host, room) as page:
        await page.join()
    seat = await at_db(entered)(room, people[0])
    await at_db(say)(participant=seat, text="¿se ha ido?", ref="r1")
    async with page_of(host, room) as page:
        await page.join()
        await page.say("remove", who=seat.pk)
        assert (await page.hear("leave"))["data"]["cause"] == "removed"
