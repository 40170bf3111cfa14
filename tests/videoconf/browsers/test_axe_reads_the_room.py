"""Real browsers: WCAG 2.2 AA and best practice in every screen of a room with people, narrow and wide."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests import cast
from tests.e2e.crawl import axe
from tests.videoconf.browser import enter, until
from tests.videoconf.served import Site

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
WIDTHS = (360, 1366)
TABS = ("chat", "people", "polls")
# Axe reads fifteen screens; the machine may be busy with other tests.
PATIENCE_MS = 120_000


@pytest.fixture
def room_fields() -> dict[str, object]:
    return {"waiting_room": True}


def judge(page: Page, where: str) -> list[str]:
    """What is wrong with a screen as it is; what sticks out of it, too."""
    over = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    faults = axe(page) + ([f"se sale: {over}"] if over[0] > over[1] else [])
    return [f"{where} a {page.viewport_size['width']}: {fault}" for fault in faults]


def sizes(page: Page) -> Iterator[int]:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 768})
        page.wait_for_timeout(400)
        yield width


def both(page: Page, where: str) -> list[str]:
    return [fault for _ in sizes(page) for fault in judge(page, where)]


def panels(page: Page, who: str, tabs: tuple[str, ...] = TABS) -> list[str]:
    """Each pane of the panel; narrow, where it slides over the room, opened and closed as a person does."""
    faults = []
    for width in sizes(page):
        if width == 360:
            page.click("[data-open-panel]")
        for tab in tabs:
            page.click(f"#tab-{tab}")
            page.wait_for_timeout(300)
            faults += judge(page, f"{who}, {tab}")
        if width == 360:
            page.click("[data-close-panel]")
    return faults


def knock(page: Page) -> None:
    until(page, "document.querySelector('[data-door]').dataset.ready === 'yes'")
    page.click("[data-enter-audio]")
    until(page, "document.getElementById('room').dataset.phase === 'waiting'")


def test_axe_finds_nothing_in_any_screen_of_a_room(site: Site) -> None:
    one = site.open(cast.person("Marta", "Olmedo"), "formadora", "?audio=1")
    two = site.open(cast.person("Lucía", "Prieto"), "secretaria", "?audio=1")
    for page in (one, two):
        page.set_default_timeout(PATIENCE_MS)
    faults = both(two, "la puerta")
    enter(one)
    knock(two)
    faults += both(two, "la espera")
    one.click("#bar-button")
    one.click("[data-admit-all]")
    until(two, "document.getElementById('room').dataset.phase === 'room'")
    knock(site.open(cast.person("Rocío", "Tejedor"), "concejala", "?audio=1"))
    two.click("[data-dock-hand]")
    one.click("#tab-people")
    if one.is_visible("[data-phases] >> text=Empezar la sesión"):
        one.click("[data-phases] >> text=Empezar la sesión")
    one.wait_for_selector("[data-lobby]:not([hidden])")
    one.wait_for_selector("[data-floor-list]:not([hidden])")
    two.fill("#say-text", "Un mensaje, para que el chat no esté vacío")
    faults += both(one, "quien dirige, con alguien a la puerta")
    one.click("#bar-button")
    faults += panels(one, "quien dirige") + panels(two, "quien participa")
    one.click("[data-dock-devices]")
    one.click("[data-open-keys]")
    faults += both(one, "los atajos")
    for _ in range(2):
        one.keyboard.press("Escape")
    one.click("#tab-polls")
    one.fill("#ask-question", "¿Seguimos?")
    one.fill("#ask-options", "Sí\nNo")
    one.click("[data-ask] button")
    two.click("#bar-button")
    faults += panels(two, "quien responde", ("polls",)) + panels(one, "quien pregunta", ("polls",))
    assert faults == []
    one.evaluate("document.querySelector('[data-lock]').removeAttribute('aria-checked')")
    one.click("#tab-people")
    assert judge(one, "") != [], "un interruptor sin estado se tiene que notar"
