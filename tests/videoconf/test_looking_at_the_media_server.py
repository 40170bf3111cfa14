"""Who keeps the machines sees how picture and voice are, and what to do when they are not."""

import json
import os
import signal
import socket
import threading
import time

import pytest
from asgiref.sync import async_to_sync
from django.urls import reverse

from core.health import parts
from tests import cast
from tests.support.services import wait_until
from tests.videoconf.served import media_server
from videoconf.media.janus.backend import Serving
from videoconf.media.janus.load import load_now
from videoconf.media.relay import relay_answers
from videoconf.media.state import media_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(signed_in):
    browser = signed_in(cast.an_operator())
    return lambda: browser.get(reverse("videoconf:media_state")).content.decode()


@pytest.fixture
def janus_gone(settings, tmp_path, monkeypatch):
    settings.JANUS_TOKEN_SECRET, settings.MEDIA_DIR = "secreto", tmp_path
    settings.JANUS_SOCKET = str(tmp_path / "nobody.sock")
    monkeypatch.setattr("videoconf.media.health.shutil.which", lambda name: f"/usr/bin/{name}")
    return tmp_path


def test_without_a_media_server_it_says_what_there_is_instead(page):
    text = page()
    assert ("las salas van de navegador a navegador" in text, "Pon <code>TURN_SECRET</code>" in text) == (
        True,
        True,
    )


def test_it_is_for_who_keeps_the_machines_alone(signed_in):
    where = reverse("videoconf:media_state")
    people = [cast.an_operator(), cast.a_head(), cast.a_secretary()]
    assert [signed_in(one).get(where).status_code for one in people] == [200, 403, 403]


def test_her_menu_leads_there_and_nobody_elses_does(signed_in):
    where = f'href="{reverse("videoconf:media_state")}"'
    people = (cast.an_operator(), cast.a_secretary())
    assert [where in signed_in(one).get("/reuniones/").content.decode() for one in people] == [True, False]


def test_when_janus_is_not_there_it_says_what_to_do_and_when_it_fell(page, janus_gone):
    (janus_gone / "janus.fall").write_text(json.dumps({"at": "2026-10-05T09:30:00+00:00", "code": -9}))
    text = page()
    assert "Janus no responde: arranca la línea «media» del Procfile" in text
    assert "código -9" in text


@pytest.mark.parametrize("text", ["", "{}", '{"at": "ayer", "code": 1}', "[]"])
def test_a_note_of_a_fall_that_cannot_be_read_is_passed_over(janus_gone, text):
    (janus_gone / "janus.fall").write_text(text)
    assert media_now().janus_fell is None


def test_health_and_this_page_ask_the_same(janus_gone):
    assert parts()["imagen y voz"]["detalle"] == media_now().trouble


@pytest.fixture
def stun(settings):
    """A relay of paper: answers each question with its own number, or with another."""
    door = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    door.bind(("127.0.0.1", 0))
    settings.TURN_LISTEN, settings.TURN_PORT = "127.0.0.1", door.getsockname()[1]

    def answering(change=bytes):
        def once():
            question, who = door.recvfrom(512)
            door.sendto(b"\x01\x01\x00\x00" + question[4:8] + change(question[8:20]), who)

        threading.Thread(target=once, daemon=True).start()

    yield answering
    door.close()


def test_a_relay_that_answers_is_up(stun):
    stun()
    assert relay_answers()


@pytest.mark.slow
def test_one_that_answers_something_else_or_nothing_is_not(stun):
    stun(lambda number: b"\x00" * 12)
    assert not relay_answers()
    assert not relay_answers()


async def hear_nothing(message):
    """A page that takes no notice."""


async def somebody_inside(look):
    """Look while somebody is in a room."""
    desk = Serving().desk("sala-llena", 7, hear_nothing)
    await desk.subscribe(1, video=False)
    found = await look()
    await desk.close(ended=True)
    return found


@pytest.mark.e2e
def test_a_real_janus_is_seen_with_its_rooms_and_its_last_fall(settings, page):
    with media_server() as media:
        settings.JANUS_TOKEN_SECRET = media.env["JANUS_TOKEN_SECRET"]
        settings.JANUS_SOCKET = media.env["JANUS_SOCKET"]
        settings.JANUS_ADMIN_SOCKET = media.env["JANUS_SOCKET"].replace("janus.sock", "admin.sock")
        settings.MEDIA_DIR = os.path.dirname(media.env["JANUS_SOCKET"])
        now = media_now()
        assert (now.trouble, now.process.pid, now.load.version) == ("", media.pid(), "1.1.2")
        assert (now.process.memory_mb > 5, 0 <= now.process.cpu_percent < 200) == (True, True)
        assert "En marcha desde" in page()
        load = async_to_sync(somebody_inside)(load_now)
        (room,) = load.rooms
        assert (room.key, room.publishers, room.subscribers) == ("sala-llena", 0, 0)
        assert (load.sessions, load.handles) == (1, 1)
        fell = time.time()
        os.kill(media.pid(), signal.SIGKILL)
        wait_until(lambda: media_now().janus_fell is not None, "la nota de la caída", 60)
        fall = media_now().janus_fell
        assert (fall.code, abs(fall.at.timestamp() - fell) < 60) == (-9, True)
