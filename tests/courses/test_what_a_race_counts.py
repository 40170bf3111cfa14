"""The judge of the race tells who was lost from who was told to try again, and misses neither."""

from dataclasses import replace
from typing import Any

import pytest

from courses.models import Enrolment
from courses.services import apply_for_place
from tests import cast
from tests.bench.judging import judge
from tests.bench.lastplace import Outcome, Race

pytestmark = pytest.mark.django_db


@pytest.fixture
def played() -> tuple[Race, list[dict[str, Any]]]:
    """Three ask, one after the other, for one place: what each was told."""
    edition = cast.an_edition(cast.a_course(lessons=0), capacity=1)
    told = []
    for number in range(3):
        person = cast.a_secretary(villages=1)
        entity = person.standing.entities[0]
        given = apply_for_place(edition=edition, person=person, entity=entity, key=f"carrera-{number}")
        told.append({"person": person.pk, "entity": entity.pk, "state": given.state, "seconds": 0.1})
    return Race(edition, "arrival", 1, set(), told), told


def figures(race: Race, told: list[dict[str, Any]]) -> tuple[int, int, int]:
    outcome = Outcome()
    judge(race, told, {each["person"]: 0 for each in race.contenders}, outcome)
    return outcome.oversold, outcome.lost, outcome.refused


def without_state(answer: dict[str, Any], **said: str) -> dict[str, Any]:
    return {**{name: what for name, what in answer.items() if name != "state"}, **said}


def test_a_clean_round_counts_nothing(played: tuple[Race, list[dict[str, Any]]]):
    assert figures(*played) == (0, 0, 0)


def test_a_place_that_was_told_and_is_not_there_is_lost(played: tuple[Race, list[dict[str, Any]]]):
    race, told = played
    gone = {**told[2], "person": cast.a_secretary(villages=1).pk}
    assert figures(replace(race, contenders=[*race.contenders, gone]), [*told, gone]) == (0, 1, 0)


def test_no_answer_or_an_error_is_lost(played: tuple[Race, list[dict[str, Any]]]):
    race, told = played
    assert figures(race, told[:2]) == (0, 1, 0)
    assert figures(race, [*told[:2], without_state(told[2], error="KeyError")]) == (0, 1, 0)


def test_told_to_try_again_is_refused_only_when_nothing_was_written(
    played: tuple[Race, list[dict[str, Any]]],
):
    race, told = played
    person = cast.a_secretary(villages=1)
    refused = without_state({**told[2], "person": person.pk}, refused="LongLine")
    assert figures(replace(race, contenders=[*race.contenders, refused]), [*told, refused]) == (0, 0, 1)
    assert figures(race, [*told[:2], without_state(told[2], refused="LongLine")]) == (0, 1, 1)


def test_one_seat_too_many_is_oversold(played: tuple[Race, list[dict[str, Any]]]):
    race, told = played
    Enrolment._base_manager.filter(person=told[1]["person"]).update(state="confirmed")
    oversold, lost, _ = figures(race, told)
    assert (oversold, lost) == (1, 1)
