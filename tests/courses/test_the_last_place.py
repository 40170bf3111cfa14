"""Fifty people after the last place: exactly one gets it, and the others wait in order."""

import os
import subprocess
import sys

import pytest

from tests.courses.contention import (
    count_before_the_lock,
    counting_first,
    over_http,
    over_the_service,
    prepare,
    right,
    rush,
    tally,
)

pytestmark = pytest.mark.slow

ROUNDS = int(os.environ.get("CONTENTION_ROUNDS", "1"))
CONTENDERS = 50


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("capacity", [1, 10])
@pytest.mark.parametrize("turn", range(ROUNDS))
def test_fifty_at_once_take_exactly_the_places_there_are(capacity: int, turn: int):
    arena = prepare(contenders=CONTENDERS, capacity=capacity)
    errors = rush(arena, over_the_service)
    assert tally(arena, errors) == right(contenders=CONTENDERS, capacity=capacity)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(ROUNDS))
def test_fifty_forms_at_once_give_the_last_place_to_one(turn: int):
    arena = prepare(contenders=CONTENDERS, capacity=1)
    errors = rush(arena, over_http)
    assert tally(arena, errors) == right(contenders=CONTENDERS, capacity=1)


@pytest.mark.django_db(transaction=True)
def test_counting_before_the_lock_sells_the_place_many_times():
    arena = prepare(contenders=10, capacity=1)
    with count_before_the_lock(arena):
        errors = rush(arena, counting_first)
    assert tally(arena, errors).seated == 10


@pytest.mark.postgres
def test_the_same_holds_on_postgresql(postgres_url: str):
    """Run this file again on the other engine, in a process of its own."""
    env = {**os.environ, "DATABASE_URL": postgres_url}
    order = [sys.executable, "-m", "pytest", "-q", "-m", "not postgres", "-p", "no:cacheprovider", __file__]
    done = subprocess.run(order, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]
