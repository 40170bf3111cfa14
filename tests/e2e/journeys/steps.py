"""The steps that several journeys share, each one as a person takes it."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.support.demo import Demo

REGISTER = "Registro electrónico: asientos sin errores"
VILLAGES = ["Fuentealba del Páramo", "Robledillo de Albar", "Villaseca de la Sierra"]


class Clicks:
    """A hand that counts: each press of a button or a link is one."""

    def __init__(self, page: Page) -> None:
        self.page, self.made = page, 0

    def on(self, where: Locator) -> None:
        """Press, and wait for the page that comes."""
        where.click()
        self.page.wait_for_load_state()
        self.made += 1

    def choose(self, where: Locator, option: int | str) -> None:
        """Open a list and take one of it: two."""
        if isinstance(option, int):
            where.select_option(index=option)
        else:
            where.select_option(option)
        self.made += 2


def home(page: Page, demo: Demo) -> None:
    """Open the first page."""
    page.goto(demo.url())


def invitation(page: Page, course: str = REGISTER) -> Locator:
    """Return what the home page says of a course one can ask for."""
    return page.get_by_role("link", name=f"Pide plaza en «{course}")


def ask_button(page: Page) -> Locator:
    """Return the button that asks for a place, for whom the header says."""
    return page.get_by_role("button", name=re.compile("^Pedir plaza(?! por)")).first


def ask(page: Page, demo: Demo, course: str = REGISTER) -> int:
    """Ask for a place from the home page; return how many clicks it took."""
    home(page, demo)
    hand = Clicks(page)
    hand.on(invitation(page, course))
    hand.on(ask_button(page))
    expect(page.get_by_role("heading", level=1)).to_have_text("Tienes plaza")
    return hand.made


def acting_for(page: Page) -> str:
    """Return for which town hall the header says one works."""
    return page.locator("header .menu--entity summary b, header .acting-only b").inner_text()


def class_button(page: Page) -> Locator:
    """Return the button of the home page that leads into the class."""
    return page.get_by_role("link", name=re.compile("^(Entrar en|Abrir) la clase"))


def go_on(page: Page) -> Locator:
    """Return the link of the home page to the lesson that was left: the first card, or the list below."""
    below = page.locator("section", has=page.get_by_role("heading", name="Sigue donde lo dejaste"))
    return page.get_by_role("link", name="Seguir", exact=True).or_(below.get_by_role("link")).first


def fill_in(page: Page) -> int:
    """Answer each question of a quiz or a survey, right or wrong; return how many were answered."""
    groups, lines = page.locator("main form fieldset"), page.locator("main form :is([type=text], textarea)")
    for group in groups.all():
        if (first := group.locator("input:is([type=radio], [type=checkbox])").first).count():
            first.check()
        for turn, each in enumerate(group.locator("select").all(), start=1):
            # Each its own place: an order with two things in one place is sent back.
            each.select_option(index=min(turn, each.locator("option").count() - 1))
    for each in lines.all():
        each.fill("12")
    return groups.count() + lines.count()
