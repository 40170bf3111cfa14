"""Whatever happens, whatever a page misses or hears twice, its sum of events is the state of a fresh page."""

import itertools
import sys
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from people.models import User
from tests.videoconf.acts import Clock, a_person, a_room, admit, entered
from tests.videoconf.pages_of_a_room import FakePage, Story, chances, differences, summed
from videoconf import services
from videoconf.consumers import sight
from videoconf.enums import ParticipantState, RoomKind, RoomState
from videoconf.models import Participant, Poll
from videoconf.rules import HOLDS_A_SEAT
from videoconf.services import Door, RoomRefused

pytestmark = pytest.mark.django_db
FEW, MANY = 10, 14


class Life:
    """One room with its people and pages, and what may happen next."""

    def __init__(self, seed: int, people: list[User], clock: Clock) -> None:
        self.dice, self.people, self.clock = chances(seed), people, clock
        kind = self.dice.choice(list(RoomKind))
        door = Door(kind=kind, waiting_room=self.dice.random() < 0.7)
        self.room = a_room(
            host=people[0], speakers=tuple(people[2:5]), listeners=tuple(people[5:]), door=door
        )
        admit(self.room, people[1], "cohost")
        self.lines: dict[int, str] = {}
        self.story = Story(self.room)
        self.pages = [FakePage(self.story, person) for person in people]
        self.refs = itertools.count()
        self._enter(people[0])

    def run(self, steps: int) -> list[dict[str, Any]]:
        """Let things happen; return one case for each page whose socket would still be open."""
        for page in self.pages:
            page.hello()
        for _ in range(steps):
            self.story.moved = True
            self.clock.pass_(self.dice.choice((0, 1, 3, 30)))
            try:
                self._happens()()
            except RoomRefused:
                continue
            finally:
                self._hear()
        self.room.refresh_from_db()
        for page in self.pages:
            if not page.is_out:
                page.listen()
                if not page.connected:
                    page.resume()
        return [page.case() for page in self.pages if not page.is_out]

    def _hear(self) -> None:
        page = self.dice.choice(self.pages)
        if page.is_out:
            return
        if not page.connected:
            page.resume()
        elif self.dice.random() < 0.3:
            page.connected = False
        for each in self.pages:
            if self.dice.random() < 0.6 and not each.is_out:
                each.listen(again=self.dice.choice((0, 0, 2, 7)))

    def _happens(self) -> Callable[[], object]:
        acts = (self._come_or_go, self._speak, self._direct, self._direct, self._floor, self._ask)
        return self.dice.choice(acts)

    def _enter(self, person: User) -> None:
        line = str(uuid.UUID(int=self.dice.getrandbits(128)))
        seat = entered(self.room, person, connection=line, microphone=True, camera=self.dice.random() < 0.5)
        if seat.state == ParticipantState.PRESENT:
            self.lines[person.pk] = line

    def _come_or_go(self) -> None:
        person = self.dice.choice(self.people)
        line = self.lines.get(person.pk)
        seat = Participant.objects.filter(room=self.room, person=person).first()
        match self.dice.choice(("enter", "enter", "enter", "leave", "lose", "sweep")):
            case "enter":
                self._enter(person)
            case "leave" if seat:
                services.leave(participant=seat, connection=line or "none")
            case "lose" if line:
                services.lose(connection=line, at=self.clock.at)
            case "sweep":
                self.clock.pass_(self.dice.choice((0, 70)))
                services.sweep()

    def _seat(self, **where: Any) -> Participant | None:
        found = list(Participant.objects.filter(room=self.room, **where).order_by("pk"))
        return self.dice.choice(found) if found else None

    def _speak(self) -> None:
        seat = self._seat(state__in=HOLDS_A_SEAT)
        if seat and self.dice.random() < 0.5:
            write = services.caption if seat.captions else services.say
            write(participant=seat, text="hola", ref=str(next(self.refs)))
        elif seat:
            on = self.dice.random() < 0.5
            services.set_media(participant=seat, microphone=on, camera=self.dice.random() < 0.5)

    def _floor(self) -> None:
        seat, by = self._seat(state__in=HOLDS_A_SEAT), self._seat(role__in=("host", "cohost"))
        if seat and by:
            act = self.dice.choice(
                (
                    lambda: services.raise_hand(participant=seat, up=self.dice.random() < 0.7),
                    lambda: services.grant_floor(by=by, who=seat.pk),
                    lambda: services.end_floor(by=by, who=seat.pk),
                )
            )
            act()

    def _ask(self) -> None:
        by, seat = self._seat(role__in=("host", "cohost")), self._seat(state__in=HOLDS_A_SEAT)
        poll = Poll.objects.filter(room=self.room, closed_at__isnull=True).first()
        if not by or not seat:
            return
        if self.dice.random() < 0.2:
            services.mark(by=by, text="Punto siguiente")
        elif poll is None:
            unnamed = self.dice.random() < 0.5
            services.open_poll(by=by, question="¿Se oye?", options=["Sí", "No"], anonymous=unnamed)
        elif self.dice.random() < 0.7:
            option = self.dice.choice(list(poll.options.all()))
            services.answer_poll(participant=seat, poll_id=poll.pk, option_id=option.pk)
        else:
            services.close_poll(by=by, poll_id=poll.pk)

    def _direct(self) -> None:
        by, seat = self._seat(role__in=("host", "cohost")), self._seat()
        if not by or not seat:
            return
        on = self.dice.random() < 0.6
        waiting = self._seat(knocked_at__isnull=False) or seat
        acts: tuple[tuple[int, Callable[[], object]], ...] = (
            (4, lambda: services.admit(by=by, who=waiting.pk)),
            (1, lambda: services.admit(by=by, who=None)),
            (2, lambda: services.deny(by=by, who=waiting.pk)),
            (2, lambda: services.mute(by=by, who=seat.pk, what="microphone", on=on)),
            (2, lambda: services.mute(by=by, who=seat.pk, what="camera", on=on)),
            (1, lambda: services.remove(by=by, who=seat.pk)),
            (1, lambda: services.lock(by=by, on=on)),
            (2, lambda: services.name_captioner(by=by, who=seat.pk, on=on)),
            (3, lambda: services.promote(by=by, who=seat.pk, on=on)),
            (3, lambda: services.change_phase(by=by, to=self.dice.choice(list(RoomState)))),
        )
        act = self.dice.choices([act for _, act in acts], [weight for weight, _ in acts])[0]
        act()


@pytest.fixture
def stories(stopped_clock) -> Iterator[Callable[..., list[dict[str, Any]]]]:
    people = [a_person(f"Persona {number}") for number in range(5)]

    def tell(seeds: range, steps: int = FEW) -> list[dict[str, Any]]:
        cases: list[dict[str, Any]] = []
        for seed in seeds:
            cases += Life(seed, people, stopped_clock).run(steps)
        return cases

    return tell


def wrong(cases: list[dict[str, Any]]) -> list[str]:
    """Return what any page knows otherwise than a fresh one."""
    answers = summed(cases)
    assert len(answers) == len(cases)
    return [fault for answer in answers for fault in differences(answer)]


def test_two_hundred_stories_are_known_the_same(stories, capsys):
    cases = stories(range(200))
    assert wrong(cases) == []
    with capsys.disabled():
        sys.stdout.write(f"\nhistorias: 200; páginas comparadas: {len(cases)}; distintas: 0\n")


@pytest.mark.slow
def test_two_thousand_stories_are_known_the_same(stories, capsys):
    pages_compared = 0
    for start in range(0, 2000, 200):
        cases = stories(range(10_000 + start, 10_200 + start), MANY)
        pages_compared += len(cases)
        assert wrong(cases) == []
    with capsys.disabled():
        sys.stdout.write(f"\nhistorias: 2000; páginas comparadas: {pages_compared}; distintas: 0\n")


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
