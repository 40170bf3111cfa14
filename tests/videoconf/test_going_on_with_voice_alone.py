"""Solo audio from inside: no picture either way, the place with picture is free, and it can be undone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests import cast
from tests.videoconf.acts import a_person, a_room, entered
from tests.videoconf.browser import CHROMIUM, enter, figures, heard, live, until
from tests.videoconf.served import Site, media_server, served
from videoconf.enums import EventKind
from videoconf.models import Participant, PresenceSpan, RoomEvent
from videoconf.services import RoomRefused, lose, set_picture

PEOPLE = ((("Marta", "Olmedo"), "formadora"), (("Lucía", "Prieto"), "secretaria"))
PRESSED = "document.querySelector('[data-voice-only]').getAttribute('aria-pressed')"
NAME = "document.getElementById('bar-text').textContent"


@pytest.fixture
def person(db):
    return a_person()


def told():
    return [
        (event.payload.body["seat"], event.payload.body["camera"])
        for event in RoomEvent.objects.filter(kind=EventKind.SEAT).order_by("number")
    ]


def test_she_gives_her_place_with_picture_back_and_takes_it_again(person):
    mine = entered(a_room(speakers=(person,)), person, microphone=True, camera=True)
    now = set_picture(participant=mine, on=False)
    assert (now.seat, now.microphone, now.camera, now.wants_picture) == ("audio", True, False, False)
    again = set_picture(participant=mine, on=True)
    assert (again.seat, again.camera, again.wants_picture) == ("video", False, True)
    assert told() == [("audio", False), ("video", False)]
    assert PresenceSpan.objects.count() == 1


def test_asked_twice_it_is_told_once(person):
    mine = entered(a_room(speakers=(person,)), person)
    for _ in range(3):
        set_picture(participant=mine, on=False)
    assert told() == [("audio", False)]


def test_without_telling_it_the_others_would_go_on_waiting_for_her_picture(person, monkeypatch):
    monkeypatch.setattr("videoconf.services.talk.tell_seat", lambda *_, **__: None)
    mine = entered(a_room(speakers=(person,)), person, camera=True)
    set_picture(participant=mine, on=False)
    assert told() == []


def test_when_her_place_was_taken_meanwhile_she_goes_on_with_voice_and_is_told(person):
    others = tuple(a_person(name) for name in ("Ana", "Berta", "Carla", "Dora"))
    room = a_room(speakers=(person, *others))
    mine = entered(room, person)
    set_picture(participant=mine, on=False)
    for other in others:
        entered(room, other)
    assert set_picture(participant=mine, on=True).seat == "audio"
    assert told() == [("audio", False), ("audio", False)]


def test_who_is_not_there_changes_nothing(person):
    mine = entered(a_room(speakers=(person,)), person, connection="one")
    lose(connection="one", at=mine.since)
    with pytest.raises(RoomRefused) as refused:
        set_picture(participant=mine, on=False)
    assert (refused.value.code, Participant.objects.get().wants_picture) == ("not_in_room", True)


@pytest.fixture(params=["mesh", "janus"])
def site(request, tmp_path: Path) -> Iterator[Site]:
    if request.param == "mesh":
        with served(CHROMIUM, tmp_path / "web.log") as found:
            yield found
        return
    with media_server() as media, served(CHROMIUM, tmp_path / "web.log", media.env) as found:
        yield found


def still(page: Page, seconds: float = 3) -> tuple[int, int]:
    """How many packets of picture and of voice reach a page in a while."""
    (before,) = figures(page)
    page.wait_for_timeout(seconds * 1000)
    (after,) = figures(page)
    picture, voice = (after[name] - before[name] for name in ("videoPackets", "audioPackets"))
    return picture, voice


@pytest.mark.e2e
@pytest.mark.django_db(transaction=True)
def test_inside_she_goes_on_with_voice_alone_and_comes_back_with_the_keyboard(site):
    pages = [site.open(cast.person(*name), host) for name, host in PEOPLE]
    for page in pages:
        enter(page)
    for page in pages:
        live(page, others=1)
    one, two = pages
    until(two, "/gastas [1-9]/.test(document.querySelector('[data-cost]').textContent)")
    two.wait_for_timeout(6000)
    two.focus("[data-voice-only]")
    two.keyboard.press("Enter")
    until(two, f"{PRESSED} === 'true'")
    assert "no envías ni recibes imagen. Con imagen gastabas unos" in two.evaluate(NAME)
    until(
        one, "window.concejoRoom.state().people.find((one) => one.name.startsWith('Lucía')).seat === 'audio'"
    )
    for page in pages:
        heard(page, others=1)
        page.wait_for_timeout(1000)
        picture, voice = still(page)
        assert (picture, voice > 0) == (0, True)
    until(two, "/ahorras [1-9]/.test(document.querySelector('[data-cost]').textContent)")
    two.keyboard.press("a")
    until(two, f"{PRESSED} === 'false'")
    for page in pages:
        live(page, others=1)
