"""A room's life at random: people come and go, speak, are let in, are put out; pages hear it, or do not."""

import itertools
import uuid
from collections.abc import Callable
from typing import Any

from people.models import User
from tests.videoconf.acts import Clock, a_room, admit, entered
from tests.videoconf.pages_of_a_room import FakePage, Story, chances, differences, summed
from videoconf import services
from videoconf.enums import ParticipantState, RoomKind, RoomState
from videoconf.models import Participant, Poll
from videoconf.rules import HOLDS_A_SEAT
from videoconf.services import Door, RoomRefused


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


def wrong(cases: list[dict[str, Any]]) -> list[str]:
    """Return what any page knows otherwise than a fresh one."""
    answers = summed(cases)
    assert len(answers) == len(cases)
    return [fault for answer in answers for fault in differences(answer)]
