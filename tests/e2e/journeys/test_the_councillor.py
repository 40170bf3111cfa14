"""Journey 5: from the link of a mail to hearing the room, on a phone, in two taps and without a password."""

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
from tests.videoconf.browser import CHROMIUM, enter, heard, until
from tests.videoconf.served import Site, served
from videoconf.models import Participant, Room

pytestmark = [pytest.mark.e2e, pytest.mark.ux, pytest.mark.django_db(transaction=True)]
PATIENCE = 180_000
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
TAPS = """
  addEventListener('click', () => sessionStorage.taps = Number(sessionStorage.taps ?? 0) + 1, true);
"""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Site]:
    # Playwright's own loop runs in this thread; our queries are not inside it.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
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


def test_two_taps_after_the_link_she_hears_the_room(site: Site, tmp_path: Path, scorecard) -> None:
    room, link, host = called(site)
    enter(host)
    until(host, "window.concejoRoom.state().seated")
    phone = a_phone(site)
    phone.add_init_script(TAPS)
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.headers.get("referer", "")))

    began = time.monotonic()
    phone.goto(link)
    assert phone.url.endswith(f"/sala/{room.key}/invitado/"), "the token is not left in the address"
    assert "Rocío Tejedor" in phone.inner_text("main")
    phone.tap("text=Probar el micro y entrar")
    phone.wait_for_selector("[data-enter]")
    until(phone, "document.querySelector('[data-door]').dataset.ready === 'yes'")
    until(phone, "document.querySelector('.sound meter').value > 0")
    phone.tap("[data-enter]")
    until(phone, "document.getElementById('room').dataset.phase === 'waiting'")
    at_the_door = time.monotonic() - began
    assert phone.inner_text("[data-place]") == "Solo esperas tú."

    host.click("#tab-people")
    host.click("[data-admit-all]")
    admitted = time.monotonic()
    until(phone, "document.getElementById('room').dataset.phase === 'room'")
    figures = heard(phone, others=1)
    hearing = time.monotonic() - admitted
    taps = phone.evaluate("Number(sessionStorage.taps)")
    scorecard.note("enlace-puerta", "— del enlace a la cola, micro probado", round(at_the_door, 1), "s")
    scorecard.note("enlace-oye", "— de admitida a oír la sala", round(hearing, 1), "s")
    assert scorecard.note("enlace", "5. Concejala: del enlace del correo a oír la sala", taps, "toques", 2)
    assert figures[0]["totalAudioEnergy"] > 0
    seat = Participant.objects.get(room=room, guest__isnull=False)
    assert (seat.person_id, seat.display_name) == (None, "Rocío Tejedor")
    secret = link.split(".")[-2]
    assert [one for one in asked if secret in one] == []
    assert secret not in (tmp_path / "web.log").read_text()
