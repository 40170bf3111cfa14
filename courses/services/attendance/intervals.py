"""Arithmetic of intervals in whole microseconds since 1970: half-open, exact, blind to time zones.

Two moments of the same zone are subtracted by Python as they read on the wall, so the night the clock changes
would lose or gain an hour; as integers of UTC they cannot.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

Span = tuple[int, int]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
PER_SECOND = 1_000_000


def instant(moment: datetime) -> int:
    """Return a moment as whole microseconds."""
    return (moment.astimezone(UTC) - EPOCH) // MICROSECOND


def span(start: datetime, end: datetime) -> Span:
    """Return the interval between two moments."""
    return instant(start), instant(end)


def joined(spans: Iterable[Span]) -> list[Span]:
    """Join intervals that overlap or touch, leaving out the empty."""
    whole: list[Span] = []
    for start, end in sorted(each for each in spans if each[0] < each[1]):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], end))
        else:
            whole.append((start, end))
    return whole


def common(some: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """Return what two sets of intervals share."""
    right = joined(others)
    cuts = ((max(a, c), min(b, d)) for a, b in joined(some) for c, d in right)
    return [(start, end) for start, end in cuts if start < end]


def without(whole: Span, holes: Iterable[Span]) -> list[Span]:
    """Return what is left of an interval between its holes."""
    left, since = [], whole[0]
    for start, end in common([whole], holes):
        left.append((since, start))
        since = end
    return [(start, end) for start, end in (*left, (since, whole[1])) if start < end]


def whole_seconds_of(spans: Iterable[Span]) -> int:
    """Return the sum in whole seconds, rounded down once, at the end."""
    return sum(end - start for start, end in spans) // PER_SECOND
