"""The work and the questions of the demo: people of the class, and one of each thing worth seeing."""

from collections.abc import Iterator
from typing import Any

from demo.records import read
from demo.world import build_world

WORK, QUESTIONS = read("classroom/tareas.yaml"), read("classroom/preguntas.yaml")
EDITIONS = {
    edition["code"]: edition
    for slug in read("programme.yaml")["courses"]
    for edition in read(f"courses/{slug}.yaml")["editions"]
}


def deliveries() -> list[dict[str, Any]]:
    return [each for assignment in WORK["assignments"] for each in assignment["deliveries"]]


def messages() -> list[dict[str, Any]]:
    return [each for thread in QUESTIONS["threads"] for each in (thread, *thread.get("answers", []))]


def strangers(edition: dict[str, Any], said: list[dict[str, Any]]) -> Iterator[str | int]:
    """Give whoever is named and is neither of the class nor of the cast."""
    cast = {person.key for person in build_world().people if person.in_cast}
    for each in said:
        by = each["by"]
        if not (by < edition["enrolled"] if isinstance(by, int) else by in cast):
            yield by


def test_everybody_named_is_of_the_class():
    assert WORK["edition"] == QUESTIONS["edition"]
    edition = EDITIONS[WORK["edition"]]
    assert list(strangers(edition, [*deliveries(), *messages()])) == []
    assert list(strangers(edition, [{"by": 99}, {"by": "nadie"}])) == [99, "nadie"]


def test_there_is_one_of_each_thing_worth_seeing():
    assert len(WORK["assignments"]) == 2
    assert [sum(key in each for each in deliveries()) for key in ("late", "file")] == [1, 1]
    assert sum("mark" not in each for each in deliveries()) == 4
    assert len(QUESTIONS["threads"]) == 6
    assert [sum(key in each for each in messages()) for key in ("hidden", "good", "pinned")] == [1, 2, 1]
