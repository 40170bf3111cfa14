"""Journey 5: the councillor on a phone, from the link of a mail to a lost line in a meeting; no password."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page

from core import clock
from core.models import OutboxMessage
from people.models import User
from tests import cast
from tests.e2e.crawl import axe
from tests.videoconf.browser import CHROMIUM, enter, heard, until
from tests.videoconf.served import Site, served
from videoconf.models import Participant, Room

pytestmark = [pytest.mark.e2e, pytest.mark.ux, pytest.mark.django_db(transaction=True)]
PATIENCE = 180_000
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
# The line is lost this long.
LOST_MS = 10_000
TAPS = """
  addEventListener('click', () => sessionStorage.taps = Number(sessionStorage.taps ?? 0) + 1, true);
"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with served(CHROMIUM, tmp_path / "web.log") as opened:
        yield opened


def called(site: Site) -> tuple[Room, str, Page]:
    """A meeting of now: its room, the link in the councillor's mail, and its convener's page inside."""
    village = cast.entity("Villaseca de la Sierra")
    convener, councillor = cast.person("Elena", "Mirón"), cast.person("Rocío", "Tejedor")
    cast.with_post(convener, village, "Secretaria")
    cast.with_post(councillor, village, "Concejala")
    meeting = cast.a_meeting(convener, village, councillor)
    starts = clock.now()
    Room.objects.filter(pk=meeting.room_id).update(starts_at=starts, ends_at=starts + timedelta(hours=1))
    path = OutboxMessage.objects.get(to=councillor.email).text.split("/sala/invitacion/")[1].split("\n")[0]
    link = f"http://concejala.localhost:{site.port}/sala/invitacion/{path}"
    return meeting.room, link, her_page(site, convener, f"/sala/{meeting.room.key}/")


def her_page(site: Site, person: User, path: str) -> Page:
    """A page of somebody signed in, on a wide screen; as patient as the phone."""
    browser = cast.signed_in(Client(), person)
    context = site.browser.new_context(viewport={"width": 1366, "height": 820})
    cookie = {"name": "sessionid", "value": browser.cookies["sessionid"].value, "path": "/"}
    context.add_cookies([{**cookie, "domain": "secretaria.localhost"}])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"http://secretaria.localhost:{site.port}{path}")
    return page


def a_phone(site: Site) -> Page:
    """A browser of its own on a small screen; patient, because the machine may be busy with other tests."""
    page = site.browser.new_context(**PHONE).new_page()
    page.set_default_timeout(PATIENCE)
    return page


def come_to_the_door(phone: Page, link: str, room: Room) -> None:
    """Open the link, try the microphone and wait with one's place shown: two taps."""
    phone.goto(link)
    assert phone.url.endswith(f"/sala/{room.key}/invitado/"), "the token is not left in the address"
    assert "Rocío Tejedor" in phone.inner_text("main")
    phone.tap("text=Probar el micro y entrar")
    phone.wait_for_selector("[data-enter]")
    until(phone, "document.querySelector('[data-door]').dataset.ready === 'yes'")
    until(phone, "document.querySelector('.sound meter').value > 0")
    phone.tap("[data-enter]")
    until(phone, "document.getElementById('room').dataset.phase === 'waiting'")
    assert phone.inner_text("[data-place]") == "Solo esperas tú."


def speak(phone: Page, host: Page) -> None:
    """Ask for the floor, be given it once the session begins, and be heard."""
    host.click("[data-phases] >> text=Empezar la sesión")
    until(phone, "window.concejoRoom.state().room.state === 'open'")
    phone.tap("[data-dock-hand]")
    until(phone, "document.querySelector('[data-hand-place]').textContent === 'Turno 1'")
    host.click("[data-floor-list] >> text=Dar la palabra")
    until(phone, "document.getElementById('room').hasAttribute('data-floor')")
    assert phone.get_attribute("[data-dock-mic]", "data-on") == "yes"
    heard(host, others=1)


def answer(phone: Page, host: Page) -> None:
    """Answer the poll that the convener opens."""
    host.click("#tab-polls")
    host.fill("#ask-question", "¿Seguimos el jueves?")
    host.fill("#ask-options", "Sí\nNo")
    host.click("[data-ask] button")
    until(phone, "document.getElementById('bar-button').textContent === 'Responder'")
    phone.tap("#bar-button")
    phone.tap("[data-poll] label:has-text('Sí')")
    phone.tap("[data-poll] button")
    until(phone, "document.querySelector('[data-poll]').innerText.includes('Tu respuesta está guardada.')")
    until(host, "document.querySelector('[data-poll-count]').textContent === 'Ha respondido 1 persona.'")
    phone.tap("[data-close-panel]")


def lose_the_line(phone: Page) -> float:
    """Be without a line for ten seconds; return the seconds from its return to being seated."""
    phone.context.set_offline(True)
    until(phone, "!window.concejoRoom.state().seated")
    phone.wait_for_timeout(LOST_MS)
    phone.context.set_offline(False)
    began = time.monotonic()
    until(phone, "window.concejoRoom.state().seated")
    return time.monotonic() - began


def test_from_the_link_of_her_mail_to_a_lost_line(site: Site, tmp_path: Path, scorecard) -> None:
    room, link, host = called(site)
    enter(host)
    until(host, "window.concejoRoom.state().seated")
    phone = a_phone(site)
    phone.add_init_script(TAPS)
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.headers.get("referer", "")))

    began = time.monotonic()
    come_to_the_door(phone, link, room)
    scorecard.note(
        "enlace-puerta", "— del enlace a la cola, micro probado", round(time.monotonic() - began, 1), "s"
    )
    host.click("#tab-people")
    host.click("[data-admit-all]")
    admitted = time.monotonic()
    until(phone, "document.getElementById('room').dataset.phase === 'room'")
    heard(phone, others=1)
    scorecard.note("enlace-oye", "— de admitida a oír la sala", round(time.monotonic() - admitted, 1), "s")
    taps = phone.evaluate("Number(sessionStorage.taps)")
    assert scorecard.note("enlace", "5. Concejala: del enlace del correo a oír la sala", taps, "toques", 2)

    speak(phone, host)
    answer(phone, host)
    seat = Participant.objects.get(room=room, guest__isnull=False)
    before = (seat.person_id, seat.display_name, seat.floor_since, seat.admitted_at)
    back = round(lose_the_line(phone), 1)
    assert scorecard.note("enlace-corte", "7. Tras diez segundos sin línea, de nuevo sentada", back, "s", 5)
    seat = Participant.objects.get(room=room, guest__isnull=False)
    assert (seat.person_id, seat.display_name, seat.floor_since, seat.admitted_at) == before
    assert (before[:2], before[2] is None) == ((None, "Rocío Tejedor"), False)
    assert phone.get_attribute("#room", "data-phase") == "room"
    heard(phone, others=1)
    secret = link.split(".")[-2]
    assert [one for one in asked if secret in one] == []
    assert secret not in (tmp_path / "web.log").read_text()


def test_another_phone_with_the_same_link_is_told_why_not(site: Site) -> None:
    _, link, _ = called(site)
    first = a_phone(site)
    first.goto(link)
    first.tap("text=Probar el micro y entrar")
    other = a_phone(site)
    other.goto(link)
    other.tap("text=Probar el micro y entrar")
    assert "ya se abrió en otro dispositivo" in other.inner_text("main")


def test_her_welcome_on_a_narrow_screen_has_no_fault_that_axe_sees(site: Site) -> None:
    _, link, _ = called(site)
    page = site.browser.new_context(viewport={"width": 360, "height": 800}).new_page()
    page.goto(link)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
