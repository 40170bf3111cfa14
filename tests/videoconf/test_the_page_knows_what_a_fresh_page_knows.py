"""Whatever happens, whatever a page misses or hears twice, its sum of events is the state of a fresh page."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.videoconf.acts import a_person, a_room, entered
from tests.videoconf.lives import Life, wrong
from tests.videoconf.pages_of_a_room import FakePage, Story
from videoconf import services
from videoconf.consumers import sight
from videoconf.services import Door

pytestmark = pytest.mark.django_db
STEPS = 10


@pytest.fixture
def stories(stopped_clock) -> Iterator[Callable[..., list[dict[str, Any]]]]:
    people = [a_person(f"Persona {number}") for number in range(5)]

    def tell(seeds: range) -> list[dict[str, Any]]:
        cases: list[dict[str, Any]] = []
        for seed in seeds:
            # The rooms of the stories before would be swept again in each: they are given back.
            with transaction.atomic():
                cases += Life(seed, people, stopped_clock).run(STEPS)
                transaction.set_rollback(True)
        return cases

    return tell


def test_what_the_pages_of_thirty_stories_know_is_the_same(stories):
    assert wrong(stories(range(30))) == []


def ends_with(kind: str, given: list[dict[str, Any]]) -> bool:
    """Whether this was told after the last whole state, so that only its event says it."""
    told = [message["kind"] for message in given if message["kind"] in (kind, "state")]
    return told[-1] == kind


def test_a_page_that_was_not_told_of_one_event_would_be_found(stories):
    """Negative control: a number that never arrives is an error of the sum."""
    cases = [case for case in stories(range(8)) if ends_with("lock", case["given"])]
    given = cases[0]["given"]
    lost = [message["n"] for message in given if message["kind"] == "lock"][-1]
    # It had come twice, maybe.
    cases[0]["given"] = [m for m in given if m["kind"] == "state" or m.get("n") != lost]
    assert wrong(cases[:1]) != []


def test_an_event_told_with_other_words_would_be_found(stories):
    """Negative control: the comparison reads what the events carry."""
    cases = [case for case in stories(range(8)) if ends_with("lock", case["given"])]
    for message in cases[0]["given"]:
        if message["kind"] == "lock":
            message["data"]["locked"] = not message["data"]["locked"]
    assert wrong(cases[:1]) != []


def test_without_the_filter_a_page_would_know_more_than_it_may(stopped_clock, monkeypatch):
    """Negative control: who does not direct would carry a list of who waits that a fresh page has not."""
    host, inside, waits = (a_person() for _ in range(3))
    room = a_room(host=host, speakers=(inside, waits), door=Door(waiting_room=True))
    by, seat = entered(room, host), entered(room, inside)
    services.admit(by=by, who=seat.pk)
    page = FakePage(Story(room), inside)
    page.hello()
    entered(room, waits)
    monkeypatch.setattr(sight, "AT_THE_DOOR", frozenset())
    page.listen()
    assert [fault.partition(":")[0] for fault in wrong([page.case()])] == ["waiting"]
