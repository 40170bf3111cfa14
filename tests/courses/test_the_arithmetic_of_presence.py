"""Presence in whole numbers: against a count made second by second, and on the nights the clock changes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.services.attendance.intervals import PER_SECOND, common, joined, span, whole_seconds_of, without

MADRID = ZoneInfo("Europe/Madrid")
SPANS = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), max_size=8)


def instants(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(start * PER_SECOND, end * PER_SECOND) for start, end in spans]


def counted(spans: list[tuple[int, int]], breaks: list[tuple[int, int]], length: int) -> int:
    """Count the seconds one by one: slow, and too simple to be wrong."""
    return sum(
        any(start <= second < end for start, end in spans)
        and not any(start <= second < end for start, end in breaks)
        for second in range(length)
    )


@settings(max_examples=300)
@given(spans=SPANS, breaks=SPANS, length=st.integers(1, 300))
def test_whatever_the_windows_and_the_breaks_it_is_what_counting_gives(
    spans: list[tuple[int, int]], breaks: list[tuple[int, int]], length: int
):
    lesson = without((0, length * PER_SECOND), instants(breaks))
    assert whole_seconds_of(lesson) == counted([(0, length)], breaks, length)
    assert whole_seconds_of(common(instants(spans), lesson)) == counted(spans, breaks, length)


@settings(max_examples=100)
@given(spans=SPANS)
def test_without_joining_the_sum_is_never_less(spans: list[tuple[int, int]]):
    forward = [(start, end) for start, end in instants(spans) if start < end]
    assert whole_seconds_of(joined(forward)) <= whole_seconds_of(forward)


@pytest.mark.parametrize(
    ("day", "since", "until", "hours"),
    [
        ("2026-10-25", "01:30", "03:30", 3),
        ("2026-10-25", "02:30", "03:30", 2),
        ("2026-10-25", "03:00", "05:00", 2),
        ("2026-10-24", "01:30", "03:30", 2),
        ("2027-03-28", "01:30", "03:30", 1),
        ("2027-03-28", "10:00", "12:00", 2),
    ],
)
def test_the_night_the_clock_changes_lasts_what_it_lasts(day: str, since: str, until: str, hours: int):
    start, end = (datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=MADRID) for hour in (since, until))
    assert whole_seconds_of([span(start, end)]) == hours * 3600


def test_subtracting_what_the_wall_says_would_lose_an_hour():
    start = datetime(2026, 10, 25, 1, 30, tzinfo=MADRID)
    end = datetime(2026, 10, 25, 3, 30, tzinfo=MADRID)
    assert end - start == timedelta(hours=2)
    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=3)


def test_fractions_of_a_second_are_added_before_they_are_rounded():
    assert whole_seconds_of([(0, 600_000), (1_000_000, 1_600_000)]) == 1
