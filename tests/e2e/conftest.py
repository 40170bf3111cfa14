"""One demo and one browser for all the journeys; a clean context for each person."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.e2e.scorecard import Scorecard
from tests.support import demo as demo_site
from tests.support.demo import Demo
from tests.support.needs import need

CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--allow-loopback-in-peer-connection",
    # The test machine has no mDNS: show the loopback address to the other browser as it is.
    "--disable-features=WebRtcHideLocalIpsWithMdns",
]
WIDE = {"width": 1366, "height": 768}
PHONE = {"width": 360, "height": 740}
# Everything a journey shows takes less than this on a slow machine; a page that hangs fails soon.
PATIENCE_MS = 20_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lives here, so that the quick run leaves it out."""
    for item in items:
        if "/e2e/" in str(item.path):
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's browser, with a test picture and tone for a camera."""
    program = need("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo(chromium: Browser) -> Iterator[Demo]:
    """The demo of this run; the browser comes first so that nothing is seeded without one."""
    with demo_site.serving() as served:
        yield served


@pytest.fixture(scope="session")
def scorecard() -> Iterator[Scorecard]:
    """The figures of this run: printed at the end, and published when UX_SCORECARD=1 asks for it."""
    card = Scorecard()
    yield card
    card.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Return `context(...)`: a clean browser window's memory; closed with the test."""
    opened: list[BrowserContext] = []

    def make(**options: object) -> BrowserContext:
        made = chromium.new_context(**{"viewport": WIDE, "locale": "es-ES", **options})
        made.set_default_timeout(PATIENCE_MS)
        opened.append(made)
        return made

    yield make
    for each in opened:
        each.close()


@pytest.fixture
def enter(demo: Demo, context: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """Return `enter(person)`: a page where that person of the demo has just come in through the picker."""

    def come_in(person: str, **options: object) -> Page:
        page = context(**options).new_page()
        pick(page, demo, person)
        return page

    return come_in


def pick(page: Page, demo: Demo, person: str) -> None:
    """Come in as somebody of the cast, as a visitor does: their card on the first page."""
    page.goto(demo.url())
    page.locator(f"form:has(input[name=person][value={person}]) button").click()
    page.wait_for_load_state()
