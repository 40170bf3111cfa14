"""Six real pages through a real Janus, all with picture and voice: each sees and hears the other five."""

import sys
from collections.abc import Iterator

import pytest

from tests import cast
from tests.videoconf.browser import enter, first_frame, live
from tests.videoconf.served import MediaServer, Site, media_server

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
NAMES = ("Marta", "Lucía", "Rocío", "Elena", "Olga", "Inés")
HOSTS = ("formadora", "secretaria", "concejala", "alcalde", "jefa", "editora")


@pytest.fixture
def media() -> Iterator[MediaServer]:
    with media_server() as found:
        yield found


@pytest.fixture
def servers(media: MediaServer) -> dict[str, str]:
    return media.env


@pytest.fixture
def room_fields() -> dict[str, object]:
    return {"kind": "meeting"}


def test_six_people_who_all_publish_see_and_hear_each_other(site: Site, capsys) -> None:
    small = {"viewport": {"width": 640, "height": 420}}
    pages = [site.open(cast.person(name), host, **small) for name, host in zip(NAMES, HOSTS, strict=True)]
    for page in pages:
        enter(page, seconds=120)
    for page in pages:
        live(page, others=5, seconds=240)
    shown = [round(first_frame(page)) for page in pages]
    with capsys.disabled():
        sys.stdout.write(f"\nJanus, seis que publican, 30 de 30: primera imagen {shown} ms\n")
