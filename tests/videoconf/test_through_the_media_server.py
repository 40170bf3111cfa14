"""Real browsers through a real Janus: on each page everybody else is seen and heard."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import cast
from tests.videoconf.browser import CHROMIUM, enter, first_frame, live
from tests.videoconf.served import MediaServer, Site, media_server, served

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
PEOPLE = [("Marta", "formadora"), ("Lucía", "secretaria"), ("Rocío", "concejala")]


@pytest.fixture
def media() -> Iterator[MediaServer]:
    with media_server() as found:
        yield found


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch, media: MediaServer, tmp_path: Path) -> Iterator[Site]:
    # Playwright's own loop runs in this thread; our queries are not inside it.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with served(CHROMIUM, tmp_path / "web.log", media.env) as found:
        yield found


@pytest.fixture
def pages(site: Site) -> list:
    return [site.open(cast.person(name), host) for name, host in PEOPLE]


def test_three_people_hear_and_see_each_other(pages, capsys):
    for page in pages:
        enter(page)
    for page in pages:
        live(page, others=2)
    shown = [round(first_frame(page)) for page in pages]
    with capsys.disabled():
        sys.stdout.write(f"\nJanus, tres: primera imagen {shown} ms\n")
