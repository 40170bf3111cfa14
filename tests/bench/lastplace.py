"""The race for the last place on one engine: makes the people, plays the rounds, counts what came of each.

    python -m tests.bench.lastplace ROUNDS CONTENDERS      (DATABASE_URL and CONCEJO_VAR name the database)

Prints one line of JSON. The seed of a round decides how the places are given, how many town halls there are,
how many seats were held before, who comes in which order and how close together.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import django

PROCESSES = 4
TOWNS = (5, 60, 200)
MODES = ("arrival",) * 14 + ("one_per_town",) * 3 + ("fair",) * 3
MOST_HELD = 11
# From the word to the start: what a message takes to reach four processes.
LEAD = 0.2
# On a machine with other work the rounds left over are not played, and the row says how many were.
MOST_SECONDS = int(os.environ.get("CONTENTION_SECONDS", "600"))


@dataclass
class Outcome:
    """What all the rounds came to."""

    rounds: int = 0
    oversold: int = 0
    lost: int = 0
    refused: int = 0
    out_of_order: int = 0
    busy: int = 0
    seconds: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    modes: Counter[str] = field(default_factory=Counter)


class Track:
    """The people, their towns and what each did last year: made once, raced many times."""

    def __init__(self, contenders: int) -> None:
        from tests import cast

        self.cast = cast
        self.course = cast.a_course(lessons=0)
        self.towns = [cast.entity(f"Pueblo {number}") for number in range(max(TOWNS))]
        self.people = [self._person(number) for number in range(contenders + MOST_HELD)]
        self.hours = {person.pk: 20 * (number % 3 == 0) for number, person in enumerate(self.people)}
        self._history()

    def _person(self, number: int) -> Any:
        who = self.cast.person(f"Persona {number}")
        for town in {number % count for count in TOWNS}:
            self.cast.with_post(who, self.towns[town], "Secretaria")
        return who

    def _history(self) -> None:
        today = self.cast.clock.now().date()
        past = self.cast.an_edition(
            self.cast.a_course(lessons=0, hours=20),
            state="finished",
            starts_on=today - timedelta(60),
            ends_on=today - timedelta(50),
        )
        for person in self.people:
            if self.hours[person.pk]:
                self.cast.a_place(past, person, self.towns[0], state="attended")


@dataclass
class Race:
    """One round before it is run."""

    edition: Any
    mode: str
    capacity: int
    held_towns: set[int]
    contenders: list[dict[str, Any]]


def prepare(track: Track, seed: int, contenders: int) -> Race:
    """Make the edition of a seed, with all its seats but one held."""
    chance = random.Random(seed)
    mode, towns = chance.choice(MODES), chance.choice(TOWNS)
    held = chance.randint(0, min(MOST_HELD, towns - 1))
    at = track.cast.clock.now()
    rules: dict[str, dict[str, Any]] = {
        "arrival": {},
        "one_per_town": {"one_per_entity_until": at + timedelta(days=2)},
        "fair": {"allocation": "fair", "allocated_at": at},
    }
    edition = track.cast.an_edition(track.course, capacity=held + 1, **rules[mode])
    holders = track.people[contenders : contenders + held]
    for number, person in enumerate(holders):
        track.cast.a_place(edition, person, track.towns[number])
    running = track.people[:contenders]
    chance.shuffle(running)
    spread = chance.choice((0.0, 0.0, 0.3))
    entered = [
        {
            "person": person.pk,
            "entity": track.towns[track.people.index(person) % towns].pk,
            "key": str(UUID(int=chance.getrandbits(128))),
            "delay": chance.random() * spread,
        }
        for person in running
    ]
    return Race(edition, mode, held + 1, {track.towns[number].pk for number in range(held)}, entered)


class Stands:
    """The processes the contenders run in, kept from round to round."""

    def __init__(self) -> None:
        order = [sys.executable, "-m", "tests.bench.contenders"]
        self.processes = [
            subprocess.Popen(
                order, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
            )
            for _ in range(PROCESSES)
        ]

    def run(self, race: Race, *, control: bool = False) -> list[dict[str, Any]]:
        """Let everybody go at once; return what each was told."""
        start = {"edition": race.edition.pk, "control": control}
        for number, process in enumerate(self.processes):
            part = {**start, "contenders": race.contenders[number::PROCESSES]}
            self._say(process, json.dumps(part))
        for process in self.processes:
            process.stdout.readline()  # type: ignore[union-attr]
        at = time.time() + LEAD
        for process in self.processes:
            self._say(process, str(at))
        lines = [process.stdout.readline() for process in self.processes]  # type: ignore[union-attr]
        self.took = time.time() - at
        return [told for line in lines for told in json.loads(line)]

    def _say(self, process: "subprocess.Popen[str]", line: str) -> None:
        process.stdin.write(line + "\n")  # type: ignore[union-attr]
        process.stdin.flush()  # type: ignore[union-attr]

    def close(self) -> None:
        """Let the processes end."""
        for process in self.processes:
            process.stdin.close()  # type: ignore[union-attr]
            process.wait(30)


def _by_arrival(track: Track, seed: int, contenders: int) -> Race:
    """Return the first race, from a seed on, where the hour of asking is all that counts."""
    race = prepare(track, seed, contenders)
    return race if race.mode == "arrival" else _by_arrival(track, seed + 1, contenders)


def play(rounds: int, contenders: int) -> dict[str, Any]:
    """Run the rounds and the control; return the figures."""
    from tests.bench.judging import judge, sold

    track, stands, outcome = Track(contenders), Stands(), Outcome()
    began = time.monotonic()
    for seed in range(rounds):
        if time.monotonic() - began > MOST_SECONDS:
            break
        race = prepare(track, seed, contenders)
        told = stands.run(race)
        outcome.seconds.append(stands.took)
        outcome.modes[race.mode] += 1
        judge(race, told, track.hours, outcome)
    all_rounds = time.monotonic() - began
    control = _by_arrival(track, rounds, contenders)
    told = stands.run(control, control=True)
    stands.close()
    outcome.errors += [f"control: {each['error']}" for each in told if "error" in each]
    return {**_figures(outcome), "all": all_rounds, "seats": control.capacity, "sold": sold(control)}


def _figures(outcome: Outcome) -> dict[str, Any]:
    names = ("rounds", "oversold", "lost", "refused", "out_of_order", "busy")
    return {
        **{name: getattr(outcome, name) for name in names},
        "median": statistics.median(outcome.seconds),
        "slowest": max(outcome.seconds),
        "wait": max(outcome.waits),
        "errors": outcome.errors[:5],
        "modes": dict(outcome.modes),
    }


if __name__ == "__main__":
    django.setup()
    if os.environ["DATABASE_URL"].startswith("sqlite"):
        from tests.support.database import migrated_copy

        migrated_copy(Path(os.environ["DATABASE_URL"].removeprefix("sqlite:///")))
    sys.stdout.write(json.dumps(play(int(sys.argv[1]), int(sys.argv[2]))) + "\n")
