"""Networks that let little through: by the relay alone, and by TCP alone where UDP is blocked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests import cast
from tests.videoconf.browser import CHROMIUM, enter, live, until
from tests.videoconf.relays import relay_by_tls
from tests.videoconf.served import Site, media_server, own_address, relay, served

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
# The browser itself refuses every UDP packet, as it does behind a firewall that a company configured.
UDP_BLOCKED = [*CHROMIUM, "--webrtc-ip-handling-policy=disable_non_proxied_udp"]
# Nobody vouches for the certificate of a test.
TLS_OF_A_TEST = [*UDP_BLOCKED, "--ignore-certificate-errors"]
# Every link of the page goes by the relay or not at all.
RELAY_ONLY = """
window.RTCPeerConnection = class extends window.RTCPeerConnection {
  constructor(options) {
    super({ ...options, iceTransportPolicy: "relay" });
    (window.links ??= []).push(this);
  }
};
"""
REMEMBER = RELAY_ONLY.replace(', iceTransportPolicy: "relay"', "")
# By which kind of address, and by which protocol to the relay, each connected link goes.
WAYS = """
Promise.all(window.links.map(async (link) => {
  const rows = [...(await link.getStats()).values()];
  const pair = rows.find((one) => one.type === "candidate-pair" && one.nominated);
  const mine = rows.find(({ id }) => id === pair?.localCandidateId);
  const connected = mine && link.connectionState === "connected";
  return connected ? `${mine.candidateType} ${mine.relayProtocol ?? "direct"}` : "";
})).then((all) => all.filter(Boolean).sort())
"""


@pytest.fixture
def flags() -> list[str]:
    return CHROMIUM


@pytest.fixture
def site(tmp_path: Path, flags: list[str]) -> Iterator[Site]:
    if own_address() == "127.0.0.1":
        pytest.skip("un relé no lleva a nadie a la propia máquina, y esta no tiene otra dirección")
    with (
        relay() as (turn, _),
        media_server() as media,
        served(flags, tmp_path / "web.log", {**media.env, **turn}) as found,
    ):
        yield found


@pytest.fixture
def site_by_tls(tmp_path: Path) -> Iterator[Site]:
    """Where nothing but TLS leaves the building: neither UDP nor TCP in the clear."""
    if own_address() == "127.0.0.1":
        pytest.skip("un relé no lleva a nadie a la propia máquina, y esta no tiene otra dirección")
    with (
        relay_by_tls() as turn,
        media_server() as media,
        served(TLS_OF_A_TEST, tmp_path / "web.log", {**media.env, **turn}) as found,
    ):
        yield found


def open_with(site: Site, script: str) -> list[Page]:
    """Two people whose pages run a script before ours."""
    pages = []
    for name, host in (("Marta", "formadora"), ("Lucía", "secretaria")):
        page = site.open(cast.person(name), host)
        page.add_init_script(script)
        page.reload()
        enter(page)
        pages.append(page)
    return pages


def test_by_the_relay_alone_two_people_see_and_hear_each_other(site):
    for page in (pages := open_with(site, RELAY_ONLY)):
        live(page, others=1)
    for page in pages:
        assert {way.split()[0] for way in until(page, WAYS)} == {"relay"}


@pytest.mark.parametrize("flags", [UDP_BLOCKED], ids=["UDP bloqueado"])
def test_with_udp_blocked_they_go_by_the_relay_over_tcp(site):
    for page in (pages := open_with(site, REMEMBER)):
        live(page, others=1)
    for page in pages:
        assert until(page, WAYS) == ["relay tcp", "relay tcp"]


def test_with_nothing_but_tls_they_go_by_the_relay_and_ninety_quiet_seconds_cut_nothing(site_by_tls):
    for page in (pages := open_with(site_by_tls, REMEMBER)):
        live(page, others=1)
    for page in pages:
        assert until(page, WAYS) == ["relay tls", "relay tls"]
        page.evaluate("window.linksThen = window.links.length")
        page.click("[data-dock-mic]")
        page.click("[data-dock-camera]")
    pages[0].wait_for_timeout(90_000)
    for page in pages:
        # The same socket and the same links: nothing came back because nothing went away.
        assert page.evaluate("window.concejoRoom.state().seated")
        assert page.evaluate("window.links.length - window.linksThen") == 0
        assert until(page, WAYS) == ["relay tls", "relay tls"]
        page.click("[data-dock-mic]")
        page.click("[data-dock-camera]")
    for page in pages:
        live(page, others=1)
