"""The clock of the machine moves while people are inside: nobody stays out, and no hour goes back."""

from datetime import timedelta

import pytest
from channels.db import database_sync_to_async

from core import clock
from tests.videoconf.acts import Clock, a_person, a_room, entered, page_of
from videoconf.consumers.hearing import Hearing
from videoconf.enums import ParticipantState
from videoconf.models import Participant, PresenceSpan, RoomEvent
from videoconf.services import beat, lose, sweep

pytestmark = pytest.mark.django_db(transaction=True)
at_db = database_sync_to_async
AHEAD = timedelta(minutes=10)


@pytest.fixture
def person():
    return a_person()


@pytest.fixture
def room(person):
    return a_room(speakers=(person,))


async def swept_after_a_jump(monkeypatch):
    """The worker looks for dead lines just after the clock went forward, before anybody says she lives."""
    later = clock.now() + AHEAD
    monkeypatch.setattr(clock, "now", Clock(later))
    await at_db(sweep)()


async def test_who_is_given_up_for_lost_while_her_page_is_there_comes_in_again(person, room, monkeypatch):
    async with page_of(person, room) as page:
        await page.join()
        await swept_after_a_jump(monkeypatch)
        assert (await Participant.objects.aget()).state == ParticipantState.LEFT
        await page.hear("again")
        await page.join()
        await page.say("chat", text="sigo aquí", ref="r")
        assert (await page.hear("chat"))["data"]["text"] == "sigo aquí"
    assert await PresenceSpan.objects.acount() == 2


async def test_without_that_word_her_page_would_be_there_and_she_would_not(person, room, monkeypatch):
    """Negative control."""
    monkeypatch.setattr(Hearing, "_unseated", lambda self, message: False)
    async with page_of(person, room) as page:
        await page.join()
        await swept_after_a_jump(monkeypatch)
        await page.hear("leave")
        await page.say("chat", text="sigo aquí", ref="r")
        assert (await page.hear("error"))["code"] == "forbidden"


def test_back_three_hours_nobody_is_lost_and_no_interval_is_negative(stopped_clock, person, room):
    seat = entered(room, person, connection="one")
    stopped_clock.pass_(-3 * 3600)
    beat(connections=["one"])
    assert sweep() == 0
    lose(connection="one", at=clock.now())
    span = PresenceSpan.objects.get(participant=seat)
    assert span.left_at == span.joined_at
    hours = list(RoomEvent.objects.order_by("number").values_list("recorded_at", flat=True))
    assert hours == sorted(hours)
