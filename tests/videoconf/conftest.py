"""What every test of the rooms may use."""

import pytest

from core import clock
from tests.videoconf.acts import Clock
from videoconf.consumers import limits


@pytest.fixture
def stopped_clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The project's clock, stopped at ten in the morning."""
    stopped = Clock()
    monkeypatch.setattr(clock, "now", stopped)
    return stopped


@pytest.fixture(autouse=True)
def _nobody_connected() -> None:
    """Each test counts its own sockets."""
    limits.people.forget_all()
    limits.rooms.forget_all()
