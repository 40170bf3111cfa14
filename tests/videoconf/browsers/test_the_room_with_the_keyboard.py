"""Real browsers and no mouse: enter, look at each panel, ask for the floor, answer, write and leave."""

import pytest
from playwright.sync_api import Page

from tests import cast
from tests.e2e.journeys.keyboard import Keyboard
from tests.videoconf.browser import enter, lines, until
from tests.videoconf.served import Site

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
FOCUSED = "(document.activeElement.innerText || document.activeElement.id).trim()"


@pytest.fixture
def host(site: Site) -> Page:
    page = site.open(cast.person("Marta", "Olmedo"), "formadora", "?audio=1")
    enter(page)
    return page


def her(site: Site, width: int = 1366) -> Page:
    size = {"width": width, "height": 768}
    return site.open(cast.person("Lucía", "Prieto"), "secretaria", "?audio=1", viewport=size)


def ask(host: Page) -> None:
    host.click("#tab-polls")
    host.fill("#ask-question", "¿Seguimos?")
    host.fill("#ask-options", "Sí\nNo")
    host.click("[data-ask] button")


def test_everything_is_done_with_keys_and_the_focus_is_always_seen(site: Site, host: Page) -> None:
    page = her(site)
    hands = Keyboard(page)
    until(page, "document.querySelector('[data-door]').dataset.ready === 'yes'")
    hands.to("Entrar en la clase")
    hands.press("Enter")
    until(page, "document.getElementById('room').dataset.phase === 'room'")
    assert page.evaluate(FOCUSED).startswith("Micro"), "al entrar, el foco está en los controles"
    hands.to("Pedir la palabra")
    hands.press("Enter")
    until(page, f"{FOCUSED}.startsWith('Bajar la mano')")
    ask(host)
    until(page, "document.getElementById('bar-button').textContent === 'Responder'")
    hands.to("Responder")
    hands.press("Enter")
    assert page.evaluate(FOCUSED) == "¿Seguimos?"
    hands.press("Tab")
    hands.press("Space")
    hands.to("Responder")
    hands.press("Enter")
    until(page, "document.querySelector('[data-poll]').innerText.includes('Tu respuesta está guardada.')")
    assert page.evaluate(FOCUSED) == "¿Seguimos?", "el formulario se ha ido y el foco no"
    hands.press("Shift+Tab")
    assert page.evaluate(FOCUSED).startswith("Encuestas")
    hands.press("ArrowRight")
    assert (page.evaluate(FOCUSED), page.is_visible("#pane-chat")) == ("Chat", True)
    hands.press("ArrowRight")
    assert page.is_visible("#pane-people")
    hands.press("c")
    page.keyboard.type("Buenos días, me callo ya")
    hands.press("Enter")
    until(page, "document.querySelectorAll('[data-log] > li').length === 1")
    assert lines(page) == ["Buenos días, me callo ya"], "mientras se escribe, las letras son letras"
    hands.to("Salir")
    hands.enter()
    assert "/salida/" in page.url
    assert hands.wrong == []


def test_the_panel_of_a_phone_holds_the_focus_and_gives_it_back(site: Site, host: Page) -> None:
    page = her(site, 360)
    enter(page)
    page.focus("[data-open-panel]")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "tab-chat"
    behind = "document.activeElement.closest('.dock, .stage, .top')"
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(behind) is None, "lo que el panel tapa no recibe el foco"
    page.focus("#tab-chat")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.hasAttribute('data-open-panel')")


def test_the_letters_are_switched_off_and_the_browser_remembers(site: Site, host: Page) -> None:
    page = her(site)
    enter(page)
    page.keyboard.press("g")
    assert page.evaluate("document.activeElement.id") == "tab-people"
    page.keyboard.press("?")
    page.click("[data-keys-on]")
    page.keyboard.press("Escape")
    page.reload()
    enter(page)
    page.keyboard.press("g")
    page.keyboard.press("?")
    assert (page.is_visible("#pane-people"), page.is_visible("[data-keys]")) == (False, False)
    page.click("[data-dock-devices]")
    page.click("[data-open-keys]")
    assert page.get_attribute("[data-keys-on]", "aria-checked") == "false"
