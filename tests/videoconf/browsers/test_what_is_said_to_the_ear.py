"""Real browsers: what the two live regions say, each thing once; what matters at once, in the urgent one."""

import pytest
from playwright.sync_api import Page

from tests import cast
from tests.videoconf.browser import enter, until
from tests.videoconf.served import Site

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
LISTEN = """() => { window.said = []; for (const id of ["voice", "alarm"]) new MutationObserver((all) => {
  for (const { addedNodes } of all) for (const one of addedNodes) window.said.push([id, one.textContent]);
}).observe(document.getElementById(id), { childList: true }); }"""
CUT = "Se ha cortado la conexión. Volvemos a entrar solos; conservas tu sitio."


@pytest.fixture
def room_fields() -> dict[str, object]:
    return {"waiting_room": True}


def heard(page: Page, text: str) -> None:
    until(page, f"window.said.some(([, text]) => text.startsWith({text!r}))")


def test_each_thing_is_said_once_and_what_matters_at_once_is_urgent(site: Site) -> None:
    one = site.open(cast.person("Marta", "Olmedo"), "formadora", "?audio=1")
    two = site.open(cast.person("Lucía", "Prieto"), "secretaria", "?audio=1")
    for page in (one, two):
        page.evaluate(LISTEN)
    enter(one)
    until(two, "document.querySelector('[data-door]').dataset.ready === 'yes'")
    two.click("[data-enter-audio]")
    heard(two, "Solo esperas tú.")
    heard(one, "Lucía Prieto espera para entrar.")
    one.click("#bar-button")
    one.click("[data-admit-all]")
    until(two, "document.getElementById('room').dataset.phase === 'room'")
    assert one.evaluate("document.activeElement.id") == "tab-people", "la lista se ha ido y el foco no"
    two.click("[data-dock-hand]")
    heard(two, "Has pedido la palabra. No hay nadie delante.")
    one.click("[data-floor-list] >> text=Dar la palabra")
    heard(two, "Tienes la palabra.")
    one.click("#tab-polls")
    one.fill("#ask-question", "¿Seguimos?")
    one.fill("#ask-options", "Sí\nNo")
    one.click("[data-ask] button")
    heard(two, "Encuesta: ¿Seguimos?")
    two.evaluate("window.concejoRoom.cut()")
    heard(two, "La conexión ha vuelto.")
    said = {page: page.evaluate("window.said") for page in (one, two)}
    for page in (one, two):
        assert sorted(said[page]) == sorted(map(list, {tuple(each) for each in said[page]})), (
            "dicho dos veces"
        )
    urgent = [text for region, text in said[two] if region == "alarm"]
    assert urgent == ["Tienes la palabra. Enciende el micro para hablar.", CUT, "La conexión ha vuelto."]
