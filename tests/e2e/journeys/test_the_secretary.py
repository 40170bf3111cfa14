"""A secretary of three villages: for whom she works, a place, a lesson, and the class."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.journeys.steps import (
    REGISTER,
    VILLAGES,
    Clicks,
    acting_for,
    ask,
    ask_button,
    class_button,
    go_on,
    home,
    invitation,
)
from tests.videoconf.browser import enter as walk_in

CLICKS_TO_A_PLACE, CLICKS_TO_GO_ON, CLICKS_TO_THE_CLASS = 3, 1, 2
# A little more than what the page takes for reading (courses/lesson.js).
STAYING_MS = 2_000


def test_the_header_says_for_which_of_her_three_villages_she_works(enter):
    page = enter("secretaria")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Elena")
    assert acting_for(page) in VILLAGES
    page.locator(".menu--entity summary").click()
    offered = page.locator(".menu--entity .menu__item").all_inner_texts()
    assert sorted(offered) == VILLAGES
    page.get_by_role("button", name="Robledillo de Albar").click()
    expect(page.locator(".menu--entity summary b")).to_have_text("Robledillo de Albar")


@pytest.mark.ux
def test_she_finds_a_course_on_her_home_page_and_gets_a_place_in_three_clicks(enter, demo, scorecard):
    page = enter("secretaria")
    village, began = acting_for(page), time.monotonic()
    hand = Clicks(page)
    hand.on(invitation(page))
    expect(page.get_by_role("heading", level=1)).to_have_text(REGISTER)
    # The page says for whom she asks before she asks.
    assert village in page.get_by_text("Pides plaza por").locator("xpath=ancestor::p").inner_text()
    hand.on(ask_button(page))
    expect(page.get_by_role("heading", level=1)).to_have_text("Tienes plaza")
    assert f"por {village}" in page.inner_text("main")
    scorecard.note("plaza-s", "— segundos de programa hasta «Tienes plaza»", _since(began), "s")
    assert scorecard.note("plaza", "1. De inicio a la plaza pedida", hand.made, "clics", CLICKS_TO_A_PLACE), (
        hand.made
    )
    home(page, demo)
    assert invitation(page).count() == 0


@pytest.mark.ux
def test_she_reads_a_lesson_and_goes_on_from_home_at_the_same_spot_in_one_click(enter, demo, scorecard):
    page = enter("secretaria")
    go_on(page).click()
    first = page.get_by_role("heading", level=1).inner_text()
    with page.expect_response(re.compile("/aula/leccion/[0-9]+/seguir/")) as sent:
        page.get_by_role("button", name=re.compile("^Siguiente")).click()
    assert sent.value.request.method == "POST"
    page.wait_for_load_state()
    second = page.get_by_role("heading", level=1).inner_text()
    assert second != first
    spot = _read_to_the_middle(page)
    # Up to the menu and away, as one does: the spot is kept all the same.
    with page.expect_response(re.compile("/aula/leccion/[0-9]+/punto/")):
        page.get_by_role("link", name="Inicio", exact=True).first.click()
    page.wait_for_url(demo.url())
    hand = Clicks(page)
    hand.on(go_on(page))
    assert page.get_by_role("heading", level=1).inner_text() == second
    assert page.url.endswith(f"#{spot}")
    expect(page.locator(f"#{spot}")).to_be_in_viewport()
    assert scorecard.note("seguir", "2. Seguir la última lección", hand.made, "clics", CLICKS_TO_GO_ON)


@pytest.mark.ux
def test_with_her_place_the_live_class_is_two_clicks_from_home(enter, demo, scorecard):
    page = enter("secretaria")
    if invitation(page).count():
        ask(page, demo)
        home(page, demo)
    hand, began = Clicks(page), time.monotonic()
    hand.on(class_button(page))
    assert re.search("/sala/[^/]+/$", page.url)
    seated = walk_in(page)
    hand.made += 1
    assert page.evaluate("window.concejoRoom.state().seated")
    scorecard.note("clase-s", "— segundos de programa hasta estar dentro", _since(began), "s")
    scorecard.note(
        "clase-puerta", "— de ellos, desde que se pulsa «Entrar en la clase»", round(seated, 1), "s"
    )
    assert scorecard.note(
        "clase", "3. De inicio a la clase en directo", hand.made, "clics", CLICKS_TO_THE_CLASS
    )


def _read_to_the_middle(page: Page) -> str:
    """Scroll as a reader does, and stay there a little; return the section that is then being read."""
    points = page.locator("[data-lesson] > [data-point]")
    middle = points.nth(points.count() // 2)
    middle.evaluate("section => section.scrollIntoView({block: 'start', behavior: 'instant'})")
    page.wait_for_timeout(STAYING_MS)
    return str(middle.get_attribute("id"))


def _since(began: float) -> float:
    return round(time.monotonic() - began, 1)
