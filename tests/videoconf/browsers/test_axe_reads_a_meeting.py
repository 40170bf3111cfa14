"""Real browsers: axe in a meeting that stands alone, from the mail of somebody from outside to the room."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from core import clock
from core.models import OutboxMessage
from tests import cast
from tests.videoconf.browser import CHROMIUM, enter, until
from tests.videoconf.browsers.test_axe_reads_the_room import PATIENCE_MS, both, judge, knock, panels
from tests.videoconf.served import Site, served
from videoconf.services.meetings import Called

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
INES = Called("ines@nexo.example", "Inés Robledo", "Consultora Nexo")


@pytest.fixture
def site(tmp_path: Path):
    village = cast.entity("Villaseca de la Sierra")
    convener = cast.person("Elena", "Mirón")
    cast.with_post(convener, village, "Secretaria", "secretary")
    soon = clock.now() + timedelta(minutes=5)
    meeting = cast.a_meeting(
        convener, village, starts_at=soon, ends_at=soon + timedelta(hours=1), called=(INES,)
    )
    with served(CHROMIUM, tmp_path / "web.log") as opened:
        made = Site(opened.port, meeting.room, opened.browser)
        made.convener = convener
        yield made


def come_by_mail(site: Site) -> Page:
    """The page that Inés sees when she follows the link of her mail."""
    text = OutboxMessage.objects.get(to=INES.email).text
    path = re.search(r"/sala/invitacion/[^/\s]+/", text)[0]
    page = site.browser.new_context().new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"http://concejala.localhost:{site.port}{path}")
    return page


def test_axe_finds_nothing_from_the_welcome_to_a_meeting_with_people(site: Site) -> None:
    ines = come_by_mail(site)
    faults = both(ines, "la bienvenida")
    ines.get_by_role("button", name="Probar el micro y entrar").click()
    until(ines, "document.querySelector('[data-door]')?.dataset.ready === 'yes'")
    faults += both(ines, "la puerta de la reunión")
    host = site.open(site.convener, "secretaria", "?audio=1")
    host.set_default_timeout(PATIENCE_MS)
    enter(host)
    knock(ines)
    host.click("#tab-people")
    host.click("[data-admit-all]")
    until(ines, "document.getElementById('room').dataset.phase === 'room'")
    ines.click("[data-voice-only]")
    for page, who in ((host, "quien convoca"), (ines, "la invitada")):
        if page.is_visible("#bar-button"):
            page.click("#bar-button")
        faults += panels(page, who)
    assert faults == []
    ines.evaluate("document.querySelector('[data-voice-only]').setAttribute('aria-pressed', 'quizá')")
    assert judge(ines, "") != [], "un botón con un estado que no existe se tiene que notar"
