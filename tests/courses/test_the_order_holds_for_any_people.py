"""Whatever the people, the towns and the hours: what the order of places promises."""

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from courses.rules.fairness import NO_SHOW_HOURS, Applicant, Placed, Quota, Sharing, share_out

pytestmark = pytest.mark.slow

START = datetime(2026, 10, 1, tzinfo=UTC)
CASES = settings(max_examples=300, deadline=None)

applicants = some.lists(
    some.builds(
        Applicant,
        id=some.integers(1, 10_000),
        entity_id=some.integers(1, 8),
        applied_at=some.integers(0, 5).map(lambda minutes: START + timedelta(minutes=minutes)),
        population=some.integers(0, 1000),
        hours=some.sampled_from([0, 0, 10, 20]),
        no_shows=some.integers(0, 2),
    ),
    max_size=25,
    unique_by=lambda each: each.id,
)
seats = some.integers(0, 15)
held = some.dictionaries(some.integers(1, 8), some.integers(1, 2), max_size=4)


def seated(line: list[Placed]) -> list[int]:
    return [each.id for each in line if each.seated]


@CASES
@given(applicants, seats, held)
def test_in_the_first_days_no_town_hall_has_two(people: list[Applicant], free: int, had: dict[int, int]):
    line = share_out(people, Sharing(free, one_per_entity=True, held=had))
    towns = {each.id: each.entity_id for each in people}
    given_now = Counter(towns[who] for who in seated(line))
    assert all(count == 1 and not had.get(town) for town, count in given_now.items())


@CASES
@given(applicants, seats, held)
def test_nobody_passes_before_a_better_one(people: list[Applicant], free: int, had: dict[int, int]):
    """Take the seats one by one: each goes to the best (bucket, score, hour, number) of those left."""
    line = share_out(people, Sharing(free, held=had))
    left, has = {each.id: each for each in people}, Counter(had)
    for who in seated(line):
        best = min(
            left.values(), key=lambda each: (has[each.entity_id] > 0, each.score, each.applied_at, each.id)
        )
        assert who == best.id
        has[left.pop(who).entity_id] += 1
    waiting = [left[each.id] for each in line if not each.seated]
    keys = [(has[each.entity_id] > 0, each.score, each.applied_at, each.id) for each in waiting]
    assert keys == sorted(keys)
    assert len(seated(line)) == min(free, len(people))


@CASES
@given(applicants, seats, held, some.randoms(use_true_random=False))
def test_the_order_in_which_they_are_read_does_not_count(
    people: list[Applicant], free: int, had: dict[int, int], chance: random.Random
):
    rules = Sharing(free, quotas=[Quota("aldeas", 2, max_population=300)], held=had)
    turned = list(people)
    chance.shuffle(turned)
    assert share_out(turned, rules) == share_out(people, rules)


def test_no_name_can_count_because_there_is_none():
    fields = set(Applicant.__dataclass_fields__)
    assert fields == {
        *("id", "entity_id", "applied_at", "population", "kind", "comarca", "hours", "no_shows"),
    }


@CASES
@given(applicants.filter(lambda people: len(people) > 1), seats)
def test_a_class_missed_without_a_reason_never_helps(people: list[Applicant], free: int):
    line = share_out(people, Sharing(free))
    worse = [replace(people[0], no_shows=people[0].no_shows + 1), *people[1:]]
    then = share_out(worse, Sharing(free))
    place = {each.id: (not each.seated, each.rank) for each in line}[people[0].id]
    now = {each.id: (not each.seated, each.rank) for each in then}[people[0].id]
    assert now >= place
    assert worse[0].score == people[0].score + NO_SHOW_HOURS


@CASES
@given(applicants, seats)
def test_seats_kept_go_to_nobody_else(people: list[Applicant], free: int):
    quota = Quota("aldeas", 3, max_population=300)
    line = share_out(people, Sharing(free, quotas=[quota]))
    small = {each.id for each in people if quota.fits(each)}
    taken = seated(line)
    assert len([who for who in taken if who not in small]) <= max(0, free - 3)


@CASES
@given(applicants, seats, held)
def test_everybody_is_told_why(people: list[Applicant], free: int, had: dict[int, int]):
    line = share_out(people, Sharing(free, held=had))
    assert [each.rank for each in line] == list(range(1, len(people) + 1))
    assert all(each.reasons[-1].endswith(".") for each in line)
