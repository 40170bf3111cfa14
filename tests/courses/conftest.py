"""Fixtures of the tests of training."""

from collections.abc import Callable
from datetime import datetime

import pytest

from core import clock
from courses.models import Edition
from people.models import User
from tests import cast


@pytest.fixture
def stop_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], datetime]:
    """Return `stop_clock(moment)`: from then on it is that moment, to the microsecond."""

    def stop(moment: datetime) -> datetime:
        monkeypatch.setattr(clock, "now", lambda: moment)
        return moment

    return stop


@pytest.fixture
def edition(trainer: User) -> Edition:
    """Return an edition with its trainer."""
    made = cast.an_edition()
    made.trainers.add(trainer)
    return made
