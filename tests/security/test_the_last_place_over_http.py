"""Fifty forms at once for one place, round after round: exactly one gets it."""

import os
import threading
from dataclasses import replace

import pytest

from tests import cast
from tests.courses.contention import (
    count_before_the_lock,
    counting_first,
    over_http,
    prepare,
    rush,
    tally,
)

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
# `make scorecard` plays two hundred; the tests of every day, two.
ROUNDS = int(os.environ.get("SCORECARD_ROUNDS", "2"))
CONTENDERS = 50


def test_exactly_one_gets_it(scorecard):
    arena = prepare(contenders=CONTENDERS, capacity=1)
    wrong = []
    for turn in range(ROUNDS):
        errors = rush(arena, over_http)
        found = tally(arena, errors)
        if (found.seated, found.waiting, found.errors) != (1, CONTENDERS - 1, ()):
            wrong.append(f"vuelta {turn}: {found}")
        barrier = threading.Barrier(CONTENDERS)
        arena = replace(arena, edition=cast.an_edition(arena.edition.course, capacity=1), start=barrier)
    control = _oversold()
    scorecard("13", len(wrong), f"vueltas malas de {ROUNDS}", "0", control=control)
    assert wrong == []


def _oversold():
    """Count before the lock, as systems that oversell do."""
    arena = prepare(contenders=10, capacity=1)
    with count_before_the_lock(arena):
        seated = tally(arena, rush(arena, counting_first)).seated
    assert seated > 1
    return f"contando antes del cierre, {seated} personas con la única plaza"
