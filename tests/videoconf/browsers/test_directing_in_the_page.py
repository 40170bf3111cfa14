"""Real browsers: waiting, being let in, asking for the floor, and what who directs has at hand."""

import pytest

from tests import cast
from tests.videoconf.browser import enter, until
from videoconf.models import Room

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
IN_PHASE = "document.getElementById('room').dataset.phase === '{}'"


@pytest.fixture
def room_fields() -> dict[str, object]:
    return {"waiting_room": True}


def knock(page):
    """Press the button of the door and wait to be in the queue."""
    until(page, "document.querySelector('[data-door]').dataset.ready === 'yes'")
    page.click("[data-enter]")
    until(page, IN_PHASE.format("waiting"))


def announced(page):
    """What the region that screen readers read holds now."""
    return page.evaluate("document.getElementById('voice').textContent")


def choose(page, name, action):
    """Open somebody's menu in the list of people and press one of its buttons."""
    page.click("#tab-people")
    page.click(f"[data-people] li:has-text('{name}') >> text=Opciones")
    page.click(f"[data-person] button:has-text('{action}')")


def test_a_person_waits_with_her_place_said_and_is_let_in(site, trainer, secretary):
    one, two = site.open(trainer, "formadora"), site.open(secretary, "secretaria")
    enter(one)
    knock(two)
    assert (two.inner_text("[data-place]"), "Solo esperas tú." in announced(two)) == (
        "Solo esperas tú.",
        True,
    )
    assert two.evaluate("document.activeElement.textContent") == "Estás en la sala de espera"
    one.wait_for_selector("#bar:not([hidden])")
    assert "Lucía Prieto espera para entrar." in announced(one)
    one.click("#bar-button")
    one.click("[data-lobby] li:has-text('Lucía Prieto') >> text=Admitir >> nth=0")
    until(two, IN_PHASE.format("room"))
    until(one, "window.concejoRoom.state().people.length === 2")
    assert not one.is_visible("[data-lobby]")
    assert (two.is_visible("[data-dock-hand]"), one.is_visible("[data-dock-hand]")) == (True, False)


def test_who_is_not_let_in_is_told_and_stays_out(site, trainer, secretary):
    one, two = site.open(trainer, "formadora"), site.open(secretary, "secretaria")
    enter(one)
    knock(two)
    one.click("#tab-people")
    one.click("[data-lobby] li:has-text('Lucía Prieto') >> text=No admitir")
    until(two, "document.getElementById('bar-text').textContent.includes('no te ha dejado entrar')")
    assert two.evaluate("document.getElementById('room').dataset.phase") == "waiting"


def test_the_floor_is_asked_for_given_and_given_back(site, trainer, secretary):
    Room.objects.update(waiting_room=False)
    one, two = site.open(trainer, "formadora"), site.open(secretary, "secretaria")
    enter(one)
    enter(two)
    two.click("[data-dock-hand]")
    until(two, "document.querySelector('[data-hand-words]').textContent === 'Bajar la mano'")
    one.click("#tab-people")
    one.click("[data-floor-list] >> text=Dar la palabra")
    until(two, "document.getElementById('room').hasAttribute('data-floor')")
    assert "Tienes la palabra" in two.inner_text("#bar-text")
    assert two.inner_text("[data-hand-words]") == "Terminar mi turno"
    two.click("[data-dock-hand]")
    until(one, "document.querySelector('[data-floor-list]').hidden")


def test_who_is_silenced_cannot_switch_on_until_allowed(site, trainer, secretary):
    Room.objects.update(waiting_room=False)
    one, two = site.open(trainer, "formadora"), site.open(secretary, "secretaria")
    enter(one)
    enter(two)
    mine = "window.concejoRoom.state().people.find((one) => one.role === 'speaker')"
    until(one, f"{mine}?.microphone")
    choose(one, "Lucía Prieto", "Silenciar")
    until(two, f"{mine}.muted")
    until(two, "document.querySelector('[data-dock-mic]').dataset.on === 'no'")
    two.click("[data-dock-mic]")
    until(two, "document.getElementById('bar-text').textContent.includes('Podrás encenderlo')")
    assert two.get_attribute("[data-dock-mic]", "data-on") == "no"
    choose(one, "Lucía Prieto", "Permitir el micro")
    until(two, f"!{mine}.muted")
    two.click("[data-dock-mic]")
    until(one, f"{mine}.microphone")


def test_who_is_put_out_is_out_and_the_page_does_not_open_again(site, trainer, secretary):
    Room.objects.update(waiting_room=False)
    one, two = site.open(trainer, "formadora"), site.open(secretary, "secretaria")
    enter(one)
    enter(two)
    until(one, "window.concejoRoom.state().people.length === 2")
    choose(one, "Lucía Prieto", "Expulsar")
    one.click("[data-person] button:has-text('Sí, expulsar')")
    until(two, "document.getElementById('bar-text').textContent.includes('te ha sacado')")
    until(one, "window.concejoRoom.state().people.length === 1")
    assert two.goto(two.url).status == 403


def test_the_phases_and_the_entry_are_said_in_words(site, trainer):
    Room.objects.update(waiting_room=False)
    page = site.open(trainer, "formadora")
    enter(page)
    page.click("#tab-people")
    page.click("[data-phases] >> text=Poner en pausa")
    until(page, "document.querySelector('[data-phase-words]').textContent === 'En pausa'")
    assert page.evaluate("document.activeElement.textContent") == "Reanudar la sesión"
    page.click("[data-lock]")
    until(page, "document.querySelector('[data-lock]').getAttribute('aria-checked') === 'true'")
    page.click("[data-phases] >> text=Reanudar la sesión")
    until(page, "document.querySelector('[data-phase-words]').textContent === 'En directo'")


def test_a_named_co_host_sees_at_once_who_waits(site, trainer, secretary):
    third = cast.person("Rocío", "Tejedor")
    one, two = site.open(trainer, "formadora"), site.open(secretary, "secretaria")
    enter(one)
    knock(two)
    one.click("#tab-people")
    one.click("[data-admit-all]")
    until(two, IN_PHASE.format("room"))
    three = site.open(third, "concejala")
    knock(three)
    until(two, "document.querySelector('[data-lobby]').hidden")
    choose(one, "Lucía Prieto", "Nombrar para codirigir")
    two.click("#tab-people")
    two.wait_for_selector("[data-lobby] li:has-text('Rocío Tejedor')")
    two.click("[data-lobby] >> text=Admitir a todas")
    until(three, IN_PHASE.format("room"))
