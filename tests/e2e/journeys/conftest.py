"""Each file of journeys has a demo of its own: what one person did is not found by the next file."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.e2e.journeys.scorecard import Scorecard
from tests.support import demo as demo_site
from tests.support.demo import Demo


@pytest.fixture(scope="module")
def demo(chromium: Browser) -> Iterator[Demo]:
    """The demo of this file; the browser comes first so that nothing is seeded without one."""
    with demo_site.serving() as served:
        yield served


@pytest.fixture(scope="session")
def scorecard() -> Iterator[Scorecard]:
    """The figures of this run: printed at the end, and published when UX_SCORECARD=1 asks for it."""
    card = Scorecard()
    yield card
    card.close()
