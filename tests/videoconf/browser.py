"""Rooms as real browsers see them. Works on any Playwright page, so that other journeys can use it.

page.goto(room_url)          # /sala/<key>/, signed in
enter(page)                  # through the door
live(page, others=1)         # raises unless everybody else is seen AND heard, growing
"""

import time
from typing import Any

from playwright.sync_api import Page

CHROMIUM = [
    "--no-sandbox",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--allow-loopback-in-peer-connection",
    # A machine without a network has no mDNS: show the address as it is.
    "--disable-features=WebRtcHideLocalIpsWithMdns",
]
# Without a camera at all: the same browser, with nothing plugged in.
CHROMIUM_BARE = [flag for flag in CHROMIUM if "fake-device" not in flag]
GENEROUS = 40.0


def enter(page: Page, *, audio: bool = False, seconds: float = GENEROUS) -> float:
    """Press the button of the door; return the seconds until seated."""
    until(page, "document.querySelector('[data-door]').dataset.ready === 'yes'", seconds)
    began = time.monotonic()
    page.click("[data-enter-audio]" if audio else "[data-enter]")
    page.wait_for_selector("#room[data-phase=room]", timeout=seconds * 1000)
    return time.monotonic() - began


def until(page: Page, expression: str, seconds: float = GENEROUS) -> Any:
    """Wait until an expression is true; Playwright's own waiting needs `eval`, which our CSP forbids."""
    limit = time.monotonic() + seconds
    while not (found := page.evaluate(expression)):
        if time.monotonic() > limit:
            raise AssertionError(f"no llega a ser verdad: {expression}")
        page.wait_for_timeout(50)
    return found


def figures(page: Page) -> list[dict[str, Any]]:
    """One row for each link of this page: what reaches it and is decoded."""
    return page.evaluate("window.concejoRoom.stats()")


def state(page: Page) -> dict[str, Any]:
    """What the page believes of the room."""
    return page.evaluate("window.concejoRoom.state()")


def first_frame(page: Page, seconds: float = GENEROUS) -> float:
    """Milliseconds from pressing the button to the first picture of somebody else."""
    until(page, "window.concejoRoom.firstFrame() !== null", seconds)
    return float(page.evaluate("window.concejoRoom.firstFrame()"))


def live(page: Page, *, others: int, seconds: float = GENEROUS) -> list[dict[str, Any]]:
    """Wait until each of the others is seen and heard: frames and sound energy grow between two looks."""
    return _growing(page, others, ("framesDecoded", "totalAudioEnergy"), seconds)


def heard(page: Page, *, others: int, seconds: float = GENEROUS) -> list[dict[str, Any]]:
    """Wait until each of the others is heard, seen or not."""
    return _growing(page, others, ("totalAudioEnergy",), seconds)


def _growing(page: Page, others: int, names: tuple[str, ...], seconds: float) -> list[dict[str, Any]]:
    limit, before = time.monotonic() + seconds, figures(page)
    while time.monotonic() < limit:
        page.wait_for_timeout(1000)
        now = figures(page)
        if len(now) == others and _all_grow(before, now, names):
            return now
        before = now
    raise AssertionError(f"no crecen {names} de {others} personas: {before} -> {figures(page)}")


def _all_grow(before: list[dict[str, Any]], now: list[dict[str, Any]], names: tuple[str, ...]) -> bool:
    old = {row["participant"]: row for row in before}
    return all(row[name] > old.get(row["participant"], {}).get(name, 0) for row in now for name in names)


def write(page: Page, text: str) -> None:
    """Write a line in the chat; on a phone the panel must be open."""
    page.fill("#say-text", text)
    page.press("#say-text", "Enter")


def lines(page: Page) -> list[str]:
    """The lines of the chat as shown."""
    return page.eval_on_selector_all("[data-log] > li > p", "all => all.map((one) => one.textContent)")
