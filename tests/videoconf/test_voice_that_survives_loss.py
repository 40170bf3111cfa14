"""What is really negotiated for the voice: sent twice (RED) between browsers, and its own repair (FEC)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import cast
from tests.videoconf.browser import CHROMIUM, enter, live, until
from tests.videoconf.served import Site, media_server, served

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
REMEMBER = """
window.RTCPeerConnection = class extends window.RTCPeerConnection {
  constructor(options) {
    super(options);
    (window.links ??= []).push(this);
  }
};
"""
# Of each connected link, what both ends agreed on for the voice: first codec, and its own repair. The
# statistics of the browser name what goes inside RED, so the descriptions are read.
AGREED = r"""
window.links.filter((one) => one.connectionState === "connected").map((link) => {
  const voices = [link.localDescription, link.remoteDescription].map(
    ({ sdp }) => sdp.match(/m=audio[^]*?(?=m=video|$)/)?.[0] ?? "");
  const first = voices.map((one) => {
    const [, number] = one.match(/^m=audio \d+ \S+ (\d+)/) ?? [];
    return one.match(new RegExp(`a=rtpmap:${number} ([a-z]+)`))?.[1];
  });
  const repaired = voices.every((one) => one.includes("useinbandfec=1"));
  return `${first.includes("opus") ? "opus" : first[0]} ${repaired ? "with" : "without"} FEC`;
})
"""
# The room of Janus 1.1 takes the voice once, whatever is offered; its repair it passes on.
WAYS = {"de navegador a navegador": ["red with FEC"], "por Janus": ["opus with FEC"] * 2}


@pytest.fixture(params=WAYS)
def site(request, tmp_path: Path) -> Iterator[Site]:
    if request.param == "por Janus":
        with media_server() as media, served(CHROMIUM, tmp_path / "web.log", media.env) as found:
            yield found
    else:
        with served(CHROMIUM, tmp_path / "web.log") as found:
            yield found


def test_the_voice_goes_twice_between_browsers_and_is_repaired_everywhere(site, request):
    pages = []
    for name, host in (("Marta", "formadora"), ("Lucía", "secretaria")):
        page = site.open(cast.person(name), host)
        page.add_init_script(REMEMBER)
        page.reload()
        enter(page)
        pages.append(page)
    for page in pages:
        live(page, others=1)
    for page in pages:
        assert until(page, AGREED) == WAYS[request.node.callspec.params["site"]]
