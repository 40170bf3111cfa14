"""A real browser tests its connection: every step says what it found; axe finds nothing, narrow and wide."""

from collections.abc import Iterator

import pytest

from tests import cast
from tests.e2e.crawl import axe
from tests.videoconf.browser import until
from tests.videoconf.served import relay

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

DENIED = "navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', 'NotAllowedError') }"


@pytest.fixture
def servers() -> Iterator[dict[str, str]]:
    with relay() as (env, _):
        yield env


def found(page):
    """Run the test to its end; what each step found."""
    page.click("#begin")
    until(page, "document.querySelector('#verdict p') !== null", 120)
    rows = "[...document.querySelectorAll('[data-step]')].map((row) => [row.dataset.step, row.dataset.found])"
    return dict(page.evaluate(rows))


def wrong(page):
    """What axe and the eye of a ruler find at both widths."""
    faults = []
    for width in (360, 1366):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(300)
        faults += axe(page)
        faults += ["se sale"] * page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return faults


def test_a_person_of_the_house_goes_through_every_step(site):
    page = site.open(cast.person("Lucía"), "secretaria")
    page.goto(page.url + "probar/")
    assert wrong(page) == []
    good = dict.fromkeys(("browser", "microphone", "camera", "socket", "line", "udp"), "good")
    assert found(page) == {**good, "turns": "unknown"}
    assert page.inner_text("#verdict") == "Puedes entrar con imagen"
    assert wrong(page) == []


def test_a_stranger_tests_all_but_the_relay(site):
    context = site.browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"http://formadora.localhost:{site.port}/sala/probar/")
    said = found(page)
    assert (said["socket"], said["udp"], said["turns"]) == ("good", "unknown", "unknown")
    assert "necesita que entres" in page.inner_text("[data-step=udp]")
    assert wrong(page) == []


def test_with_the_camera_denied_and_the_microphone_denied_it_is_said(site):
    context = site.browser.new_context(permissions=[])
    page = context.new_page()
    page.add_init_script(DENIED)
    page.goto(f"http://formadora.localhost:{site.port}/sala/probar/")
    said = found(page)
    assert (said["microphone"], said["camera"]) == ("bad", "bad")
    assert "El navegador no deja usar la cámara" in page.inner_text("[data-step=camera]")
