"""Pages of a room without sockets: what each would be given, with cuts and repetitions.

A page is a `Desk`, as the consumer keeps it, and the list of everything it was sent. What it is sent goes
through the consumer's own filter (`sight.seen_by`); the sum is made by the page's own reducer, in node.
"""

import json
import random
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.hub import Message
from core.hub.table import read
from people.models import User
from tests.support.needs import need
from videoconf.admission import admission_for
from videoconf.consumers.desk import Desk, open_desk, who_in
from videoconf.consumers.hearing import OUT_OF_THE_QUEUE
from videoconf.consumers.sight import seen_by
from videoconf.enums import EventKind, ParticipantState, RoomState
from videoconf.models import Room
from videoconf.services import stream_of

HERE = Path(__file__).resolve().parent
REDUCER = HERE.parents[1] / "site" / "static" / "room" / "state.js"


class Story:
    """Everything that happened in a room, read once for all its pages."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self._told: list[Message] = []
        # Whether something may have happened since it was read last.
        self.moved = True

    def after(self, number: int) -> list[Message]:
        """Return what happened after a number."""
        if self.moved:
            rows = read(stream_of(self.room), len(self._told), 10_000)
            self._told += [Message.of(row) for row in rows]
            self.moved = False
        return self._told[number:]


@dataclass
class FakePage:
    """One person's page: what it was sent and up to which number it has heard."""

    story: Story
    person: User
    desk: Desk | None = None
    given: list[dict[str, Any]] = field(default_factory=list)
    heard: int = 0
    told_outside: bool = False
    connected: bool = True

    @property
    def room(self) -> Room:
        """Return the room."""
        return self.story.room

    def hello(self) -> None:
        """Take the whole state, as `on_hello` gives it."""
        self.desk = self.desk or open_desk(self.room.key, self.person)
        assert self.desk is not None
        state = self.desk.state()
        self.told_outside, self.heard = self.desk.outside, state["n"]
        self.given.append({"kind": "state", "v": 1, "me": self.desk.participant.pk, **state})

    def resume(self) -> None:
        """Come back after a cut: from the last number heard, or from nothing when one stands elsewhere."""
        self.desk = open_desk(self.room.key, self.person)
        assert self.desk is not None
        self.connected = True
        if self.desk.outside or self.told_outside:
            self.hello()
        else:
            self.listen()

    def listen(self, again: int = 0) -> None:
        """Hear what came after the last number; the last `again` events come twice."""
        if self.desk is None or not self.connected:
            return
        for message in self.story.after(max(0, self.heard - again)):
            if not self._take(message):
                return

    def _take(self, message: Message) -> bool:
        """Take one message; False when the page asked for everything anew."""
        assert self.desk is not None
        assert message.number is not None
        if message.number > self.desk.n:
            self.desk.note(message)
        if message.kind in OUT_OF_THE_QUEUE and self.desk.participant.pk in who_in(message):
            # Her socket closes; she comes back as anybody who opens the page.
            self.connected = False
            return False
        if self.told_outside is not self.desk.outside:
            self.hello()
            return False
        text = seen_by(self.desk, message)
        self.heard = max(self.heard, message.number)
        if text is not None:
            self.given.append(json.loads(text))
        if self._begins_to_direct(message):
            self.hello()
            return False
        return True

    def _begins_to_direct(self, message: Message) -> bool:
        body = message.data["data"]
        mine = self.desk is not None and body.get("participant") == self.desk.participant.pk
        return message.kind == EventKind.ROLE and mine and body["role"] in ("host", "cohost")

    def case(self) -> dict[str, Any]:
        """Return what was given, and the state of somebody who came just now in her place."""
        fresh = FakePage(self.story, self.person)
        fresh.hello()
        return {"given": self.given, "fresh": fresh.given[0], "outside": fresh.told_outside}

    @property
    def is_out(self) -> bool:
        """Whether the server would have closed this page's socket."""
        admitted = admission_for(self.person, self.room)
        gone = self.desk is not None and self.desk.participant.state == ParticipantState.REMOVED
        return admitted is None or gone or self.room.state == RoomState.ENDED


def summed(cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Run the page's reducer over each case; return what it knows beside what a fresh page knows."""
    text = "\n".join(json.dumps(case) for case in cases)
    order = [need("node"), str(HERE / "sum_of_events.mjs"), str(REDUCER)]
    done = subprocess.run(order, input=text, capture_output=True, text=True, check=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    return [{**answer, "outside": case["outside"]} for answer, case in zip(answers, cases, strict=True)]


def differences(answer: dict[str, Any]) -> list[str]:
    """Return which parts of a page's sum are not those of the fresh state."""
    if "error" in answer:
        return [answer["error"]]
    mine, fresh = answer["summed"], answer["fresh"]
    # The fresh state carries the last lines of the chat; the page has them all.
    mine["chat"] = mine["chat"][-len(fresh["chat"]) :] if fresh["chat"] else mine["chat"]
    # Who is outside hears no numbers: she begins anew when she is let in.
    names = set(fresh) - ({"n"} if answer["outside"] else set())
    return [f"{name}: {mine[name]} ≠ {fresh[name]}" for name in sorted(names) if mine[name] != fresh[name]]


def chances(seed: int) -> random.Random:
    """Return the dice of one case."""
    return random.Random(seed)
