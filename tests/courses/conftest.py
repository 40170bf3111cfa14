"""Fixtures of the tests of training."""

from collections.abc import Callable
from datetime import datetime

import pytest

from core import clock


@pytest.fixture
def stop_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], datetime]:
    """Return `stop_clock(moment)`: from then on it is that moment, to the microsecond."""

    def stop(moment: datetime) -> datetime:
        monkeypatch.setattr(clock, "now", lambda: moment)
        return moment

    return stop
