"""Anybody tests her line before the day; a stranger learns nothing, and gets no way through the relay."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from asgiref.testing import ApplicationCommunicator
from django.test import Client
from django.urls import reverse

from config.routing import websocket
from core import access
from people.rules import nobody
from tests.support.needs import need
from tests.videoconf.acts import HOST, a_person, a_room
from videoconf.consumers.echo import EchoConsumer
from videoconf.guests import ENTRY_COOKIE, LINK_COOKIE
from videoconf.services.guests import come_with, make_link, revoke_link
from videoconf.views.diagnosis import SAMPLE_BYTES

pytestmark = pytest.mark.django_db(transaction=True)
HERE = Path(__file__).resolve().parent
VERDICT = HERE.parents[1] / "site" / "static" / "room" / "probe_verdict.js"


@pytest.fixture(autouse=True)
def _with_a_relay(settings):
    settings.TURN_SECRET, settings.TURN_URLS = "relevo", ["turn:concejo.example:3478"]


@pytest.fixture
def host():
    return a_person("Marta")


@pytest.fixture
def room(host):
    return a_room(host=host)


@pytest.fixture
def link(room, host):
    return make_link(room=room, by=host, label="Consultora Nexo")


def told(browser, *key):
    """What the page's script is told."""
    name = "videoconf:line_test_here" if key else "videoconf:line_test"
    text = browser.get(reverse(name, args=key)).content.decode()
    return json.loads(re.search(r'id="line-settings" type="application/json">(.*?)</script>', text)[1])


def holding(**cookies):
    browser = Client()
    for name, value in cookies.items():
        browser.cookies[name] = value
    return browser


def test_a_stranger_is_given_no_password_and_a_room_is_as_one_that_is_not(room):
    found, none = told(Client(), room.key), told(Client(), "no-existe")
    assert found == none == told(Client())
    assert (found["known"], found["ice"]) == (False, [])


def test_who_has_signed_in_is_given_one_of_ten_minutes(signed_in, host):
    (server,) = told(signed_in(host))["ice"]
    assert (server["urls"], bool(server["credential"])) == (["turn:concejo.example:3478"], True)


def test_a_guest_is_given_one_in_her_room_alone(room, link, host):
    entry_key = come_with(link=link[0], name="Inés")[1]
    other = a_room(host=host)
    for browser in (holding(**{LINK_COOKIE: link[1]}), holding(**{ENTRY_COOKIE: entry_key})):
        known = [told(browser, room.key)["known"], told(browser, other.key)["known"], told(browser)["known"]]
        assert known == [True, False, False]
        assert len(told(browser, room.key)["ice"]) == 1


def test_a_link_withdrawn_gives_none(room, link, host):
    entry_key = come_with(link=link[0], name="Inés")[1]
    revoke_link(link=link[0], by=host)
    browsers = (holding(**{LINK_COOKIE: link[1]}), holding(**{ENTRY_COOKIE: entry_key}))
    assert [told(browser, room.key)["known"] for browser in browsers] == [False, False]


def test_without_javascript_it_says_so_and_whom_to_call(settings):
    settings.HELP_PHONE = "900 000 000"
    text = Client().get(reverse("videoconf:line_test")).content.decode()
    off = re.search(r"<noscript>(.*?)</noscript>", text, re.DOTALL)[1]
    assert ("Así no podrás oír" in off, "llama al 900 000 000" in text) == (True, True)


def test_the_door_of_a_room_and_the_page_of_a_guest_lead_to_it(signed_in, host, room, link):
    where = reverse("videoconf:line_test_here", args=[room.key])
    door = signed_in(host).get(reverse("videoconf:room", args=[room.key])).content.decode()
    guest = holding(**{LINK_COOKIE: link[1]})
    welcome = guest.get(reverse("videoconf:welcome", args=[room.key])).content.decode()
    assert (f'href="{where}"' in door, f'href="{where}"' in welcome) == (True, True)
    foot = Client().get(reverse("videoconf:check_attendance", args=["x"])).content.decode()
    assert f'href="{reverse("videoconf:line_test")}"' in foot


def test_the_file_to_measure_with_is_small_always_the_same_and_not_for_ever(client):
    where = reverse("videoconf:line_sample")
    one, two = client.get(where), client.get(where)
    assert (len(one.content), one.content == two.content, SAMPLE_BYTES <= 300_000) == (
        SAMPLE_BYTES,
        True,
        True,
    )
    codes = [client.get(where).status_code for _ in range(29)]
    assert (codes[27], codes[28]) == (200, 429)


class Echo:
    """The socket of the test, from a page of ours that has not signed in."""

    def __init__(self):
        scope = {"type": "websocket", "path": "/sala/probar/socket/", "query_string": b"", "subprotocols": []}
        scope |= {"headers": [(b"host", HOST), (b"origin", b"http://" + HOST)]}
        self.line = ApplicationCommunicator(websocket, scope)

    async def open(self):
        await self.line.send_input({"type": "websocket.connect"})
        return (await self.line.receive_output(10))["type"]

    async def say(self, **frame):
        await self.line.send_input({"type": "websocket.receive", **frame})
        return await self.line.receive_output(10)

    async def close(self):
        await self.line.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.line.wait(10)


@pytest.fixture
async def echo():
    made = Echo()
    assert await made.open() == "websocket.accept"
    yield made
    await made.close()
    assert EchoConsumer.here == 0


async def test_the_socket_says_back_what_it_hears(echo):
    assert (await echo.say(text="ida"))["text"] == "ida"


@pytest.mark.parametrize("frame", [{"text": "a" * 17}, {"bytes": b"x"}], ids=["long", "bytes"])
async def test_the_socket_takes_a_short_word_and_nothing_else(echo, frame):
    assert (await echo.say(**frame))["code"] == 4400


async def test_the_socket_speaks_little(echo):
    heard = [await echo.say(text="ida") for _ in range(11)]
    assert [one["type"] for one in heard[9:]] == ["websocket.send", "websocket.close"]
    assert heard[10]["code"] == 4429


async def test_too_many_tests_at_once_wait(monkeypatch):
    monkeypatch.setattr("videoconf.consumers.echo.MOST_AT_ONCE", 0)
    made = Echo()
    await made.open()
    assert (await made.line.receive_output(10))["code"] == 4429
    await made.close()


async def test_the_table_rules_this_socket_too(monkeypatch):
    """Negative control: with the row shut, nobody is heard."""
    monkeypatch.setattr(access, "rule_for", lambda kind, name, action: nobody)
    made = Echo()
    await made.open()
    assert (await made.line.receive_output(10))["code"] == 4429
    await made.close()


def sentences(*cases):
    good = {name: {"state": "good"} for name in ("browser", "microphone", "camera", "udp", "turns")}
    good |= {"socket": {"state": "good", "rtt": 40}, "line": {"state": "good", "kbps": 5000}}
    given = [[{**good, **found}, phone] for found, phone in cases]
    order = [need("node"), str(HERE / "sentence_of_a_line.mjs"), str(VERDICT)]
    done = subprocess.run(order, input=json.dumps(given), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_it_ends_with_one_sentence():
    bad, unknown = {"state": "bad"}, {"state": "unknown"}
    said = sentences(
        ({}, ""),
        ({"udp": unknown, "turns": unknown, "camera": bad}, ""),
        ({"udp": bad}, ""),
        ({"line": {"state": "bad", "kbps": 300}}, ""),
        ({"socket": {"state": "good", "rtt": 900}}, ""),
        ({"udp": bad, "turns": bad}, ""),
        ({"udp": bad, "turns": unknown}, ""),
        ({"socket": bad}, "900 000 000"),
        ({"browser": bad}, ""),
        ({"line": {"state": "bad", "kbps": 40}}, ""),
    )
    no = "Así no podrás oír: llama a la Diputación"
    see, hear = "Puedes entrar con imagen", "Entra solo con voz"
    assert said == [see, see, see, hear, hear, no, no, "Así no podrás oír: llama al 900 000 000", no, no]
