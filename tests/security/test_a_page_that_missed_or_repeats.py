"""Row 15: whatever is missed, cut or heard twice, what a page knows is what a fresh page is given."""

import os

import pytest
from django.db import transaction

from core import clock
from tests.videoconf.acts import Clock, a_person
from tests.videoconf.lives import Life, wrong

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
CASES = int(os.environ.get("ROOM_CASES", "2000" if "SCORECARD_OUT" in os.environ else "100"))
AT_ONCE, STEPS = 20, 14


def cases_of(people, hour, seeds):
    # The rooms of the stories before would be swept again in each: they are given back.
    with transaction.atomic():
        cases = [case for seed in seeds for case in Life(seed, people, hour).run(STEPS)]
        transaction.set_rollback(True)
    return cases


def test_the_sum_of_events_is_the_state(scorecard, monkeypatch):
    stopped_clock = Clock()
    monkeypatch.setattr(clock, "now", stopped_clock)
    people = [a_person(f"Persona {number}") for number in range(5)]
    compared, faults, seed = 0, [], 50_000
    while compared < CASES:
        cases = cases_of(people, stopped_clock, range(seed, seed + AT_ONCE))
        compared, seed = compared + len(cases), seed + AT_ONCE
        faults += wrong(cases)
    control = _each_case_without_one_event(cases)
    unit = f"partes distintas, en {compared} páginas de {seed - 50_000} historias al azar"
    scorecard("15", len(faults), unit, "0", control=control)
    assert faults == []


def _each_case_without_one_event(cases):
    """Take from each page the last numbered thing it was told after its last whole state."""
    for case in cases:
        given = case["given"]
        told = [turn for turn, message in enumerate(given) if message["kind"] == "state"][-1]
        last = [message["n"] for message in given[told + 1 :] if "n" in message][-1:]
        case["given"] = [m for m in given if m["kind"] == "state" or m.get("n") not in last]
    seen = len(wrong(cases))
    assert seen > 0
    return f"quitando a cada página el último suceso, {seen} partes distintas"
