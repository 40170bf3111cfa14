"""Everybody sees the slide that who directs is on: told by an event, and part of the state."""

import pytest
from channels.db import database_sync_to_async
from django.db import IntegrityError, transaction

from core import events
from tests.videoconf.acts import a_person, a_room, entered, page_of
from tests.videoconf.decks import TITLES, a_deck
from tests.videoconf.pages_of_a_room import FakePage, Story, differences, summed
from videoconf.models import RoomEventPayload, SlideDeck
from videoconf.services import RoomRefused, end, promote, show_slide, state_of, stop_slides
from videoconf.services.slides import (
    add_slides,
    close_slides_of,
    directs_now,
    remove_slides,
    slide_on_the_wire,
)
from videoconf.services.state import state_outside

pytestmark = pytest.mark.django_db(transaction=True)
at_db = database_sync_to_async


class Cast:
    """A trainer, somebody who learns, and three slides."""

    def __init__(self) -> None:
        self.host, self.learner = a_person("Marta"), a_person("Lucía")
        self.room = a_room(host=self.host, speakers=(self.learner,))
        self.deck = a_deck(self.room, self.host)

    def come_in(self) -> "Cast":
        self.by, self.seat = entered(self.room, self.host), entered(self.room, self.learner)
        return self

    def shows(self, page: int) -> None:
        show_slide(by=self.by, deck_id=self.deck.pk, page=page)


@pytest.fixture
def inside() -> Cast:
    return Cast().come_in()


def refused(act) -> str:
    with pytest.raises(RoomRefused) as refusal:
        act()
    return refusal.value.code


def told(room) -> list[tuple]:
    rows = RoomEventPayload.objects.filter(event__room=room, event__kind__startswith="slide")
    return [(row.event.kind, row.body.get("page")) for row in rows.order_by("pk")]


def test_who_comes_late_is_told_the_slide_of_now(inside):
    inside.shows(1)
    inside.shows(2)
    shown = state_of(inside.room.pk, directs=False)["slide"]
    assert (shown["deck"], shown["page"], shown["of"], shown["text"]) == (inside.deck.pk, 2, 3, TITLES[1])
    stop_slides(by=inside.by)
    assert state_of(inside.room.pk)["slide"] is None


def test_each_change_is_one_event_and_no_change_is_none(inside):
    for page in (1, 2, 2, 3):
        inside.shows(page)
    stop_slides(by=inside.by)
    stop_slides(by=inside.by)
    assert told(inside.room) == [("slide", 1), ("slide", 2), ("slide", 3), ("slide_stop", None)]
    inside.room.refresh_from_db()
    assert events.verify(inside.room).ok is True


def test_who_does_not_direct_moves_nobody(inside):
    act = {"by": inside.seat, "deck_id": inside.deck.pk, "page": 1}
    assert refused(lambda: show_slide(**act)) == "forbidden"
    assert refused(lambda: stop_slides(by=inside.seat)) == "forbidden"
    # Negative control: the same act by who was named a moment ago to help.
    promote(by=inside.by, who=inside.seat.pk, on=True)
    show_slide(**act)
    assert slide_on_the_wire(inside.room)["page"] == 1


def test_a_slide_that_is_not_there_is_said_so(inside):
    elsewhere = Cast()
    assert [refused(lambda page=page: inside.shows(page)) for page in (0, 4, -1)] == ["slide_page"] * 3
    foreign = {"by": inside.by, "deck_id": elsewhere.deck.pk, "page": 1}
    assert refused(lambda: show_slide(**foreign)) == "slides_gone"
    SlideDeck.objects.filter(pk=inside.deck.pk).update(state="reading")
    assert refused(lambda: inside.shows(1)) == "slides_gone"


def test_the_database_itself_shows_one_at_a_time_and_no_page_that_is_not_there(inside):
    other = a_deck(a_room(), inside.host)
    SlideDeck.objects.filter(pk=other.pk).update(room=inside.room)
    inside.shows(1)
    for wrong in ({"shown": 1, "furthest": 1}, {"shown": 4, "furthest": 4}, {"shown": 2, "furthest": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SlideDeck.objects.filter(pk=other.pk).update(**wrong)
    # Negative control: by the verb, the other ones give way.
    show_slide(by=inside.by, deck_id=other.pk, page=1)
    assert list(SlideDeck.objects.shown_now()) == [other]


def test_nothing_is_shown_once_the_room_has_ended(inside):
    inside.shows(1)
    end(room=inside.room, by=inside.by)
    assert slide_on_the_wire(inside.room) is None


def test_slides_taken_away_while_they_are_shown_stop_being_shown(inside):
    inside.shows(1)
    remove_slides(deck=inside.deck, by=inside.host)
    assert told(inside.room) == [("slide", 1), ("slide_stop", None)]
    assert (SlideDeck.objects.count(), slide_on_the_wire(inside.room)) == (0, None)


def test_who_waits_outside_is_not_told_the_slide(inside):
    inside.shows(1)
    assert state_outside(inside.seat)["slide"] is None
    close_slides_of(inside.room)
    assert state_of(inside.room.pk)["slide"] is None


def test_only_who_directs_brings_or_takes_away(inside):
    assert (directs_now(inside.host, inside.room), directs_now(inside.learner, inside.room)) == (True, False)
    for act in (
        lambda: remove_slides(deck=inside.deck, by=inside.learner),
        lambda: add_slides(room=inside.room, by=inside.learner, upload=None, name="x.pdf"),
    ):
        with pytest.raises(Exception, match="Solo quien dirige"):
            act()


def test_a_page_that_heard_them_or_was_cut_knows_the_slide_that_a_fresh_one_knows(inside):
    story = Story(inside.room)
    page = FakePage(story, inside.learner)
    page.hello()
    for act in (lambda: inside.shows(1), lambda: inside.shows(3), lambda: stop_slides(by=inside.by)):
        act()
        story.moved = True
        page.listen()
    page.connected = False
    inside.shows(2)
    story.moved = True
    page.resume()
    case = page.case()
    assert [differences(answer) for answer in summed([case])] == [[]]
    # Negative control: the last one, changed on its way.
    case["given"][-1]["data"]["page"] = 1
    assert [fault.partition(":")[0] for fault in differences(*summed([case]))] == ["slide"]


async def test_over_the_socket_the_others_hear_at_once_and_who_comes_back_finds_it():
    cast = await at_db(Cast)()
    async with page_of(cast.host, cast.room) as shows, page_of(cast.learner, cast.room) as sees:
        await shows.join()
        await sees.join()
        await shows.say("slide", deck=cast.deck.pk, page=2)
        assert (await sees.hear("slide"))["data"]["page"] == 2
        await sees.say("slide", deck=cast.deck.pk, page=3)
        assert (await sees.hear("error"))["code"] == "forbidden"
    async with page_of(cast.learner, cast.room) as again:
        await again.say("hello", v=1)
        assert (await again.hear("state"))["slide"]["page"] == 2
