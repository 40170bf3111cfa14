"""Who may not publish is refused twice: by our table of messages and, without it, by Janus itself."""

import pytest

from core import access
from people.rules import anyone
from tests.videoconf.acts import a_person, a_room, page_of
from tests.videoconf.served import media_server

pytestmark = pytest.mark.django_db(transaction=True)
FINGERPRINT = ":".join(["AB"] * 32)
OFFER = "\r\n".join(
    [
        *("v=0", "o=- 1 2 IN IP4 127.0.0.1", "s=-", "t=0 0", "a=group:BUNDLE 0"),
        *("m=audio 9 UDP/TLS/RTP/SAVPF 111", "c=IN IP4 0.0.0.0", "a=mid:0", "a=sendonly", "a=rtcp-mux"),
        *("a=ice-ufrag:abcd", "a=ice-pwd:0123456789012345678901", "a=setup:actpass"),
        *(f"a=fingerprint:sha-256 {FINGERPRINT}", "a=rtpmap:111 opus/48000/2", "a=ssrc:7 cname:x", ""),
    ]
)


@pytest.fixture
def janus(settings):
    with media_server() as found:
        settings.JANUS_TOKEN_SECRET = found.env["JANUS_TOKEN_SECRET"]
        settings.JANUS_SOCKET = found.env["JANUS_SOCKET"]
        yield found


@pytest.fixture
def people(db):
    return a_person("Marta"), a_person("Oyente")


@pytest.fixture
def room(people):
    return a_room(speakers=people[:1], listeners=people[1:])


@pytest.fixture
def without_our_table(monkeypatch):
    """Every message is let through by us."""
    monkeypatch.setattr(access, "rule_for", lambda kind, name, action: anyone)


async def published(person, room) -> dict:
    async with page_of(person, room) as page:
        await page.join()
        await page.say("publish", leg=1, sdp=OFFER)
        return await page.hear("published", "error")


@pytest.mark.slow
async def test_a_speaker_is_answered(janus, people, room):
    said = await published(people[0], room)
    assert (said["kind"], said["leg"], "m=audio" in said["sdp"]) == ("published", 1, True)


@pytest.mark.slow
async def test_a_listener_is_refused_by_our_table(janus, people, room):
    assert (await published(people[1], room))["code"] == "forbidden"


@pytest.mark.slow
async def test_with_our_table_off_a_listener_is_refused_by_janus(
    janus, people, room, without_our_table, caplog
):
    assert (await published(people[1], room))["code"] == "forbidden"
    assert "433" in caplog.text


@pytest.mark.slow
async def test_with_our_table_off_a_speaker_is_still_answered(janus, people, room, without_our_table):
    """Negative control: it is the token that is refused, not everybody."""
    assert (await published(people[0], room))["kind"] == "published"


async def test_without_a_media_server_the_page_is_told(people, room):
    assert (await published(people[0], room))["code"] == "no_media"


async def test_janus_away_is_said_and_stops_nothing_else(people, room, settings, monkeypatch, tmp_path):
    monkeypatch.setattr("videoconf.media.janus.link.PATIENCE", 0.3)
    settings.JANUS_TOKEN_SECRET, settings.JANUS_SOCKET = "x" * 40, str(tmp_path / "nobody.sock")
    async with page_of(people[0], room) as page:
        await page.join()
        await page.say("publish", leg=1, sdp=OFFER)
        await page.say("chat", text="Se lee", ref="a")
        heard = [await page.hear("chat", "error"), await page.hear("chat", "error")]
        assert [message["kind"] for message in heard] == ["chat", "error"]
        assert heard[1]["code"] == "no_media"


async def test_an_offer_of_a_megabyte_closes_the_socket(people, room):
    async with page_of(people[0], room) as page:
        await page.join()
        await page.say("publish", leg=1, sdp="x" * 1_000_000)
        assert await page.closed_with() == 1009


@pytest.mark.parametrize(
    "message",
    [
        {"kind": "trickle", "of": "sideways", "leg": 1, "data": {"candidate": None}},
        {"kind": "trickle", "of": "in", "leg": 1, "data": {"candidate": "text"}},
        {"kind": "publish", "leg": 1, "sdp": ""},
        {"kind": "publish", "leg": True, "sdp": "v=0"},
        {"kind": "subscribe", "leg": 1},
        {"kind": "stats", "rtt": 1.5, "lost": 0, "kbps": 0},
    ],
)
async def test_what_is_not_a_message_is_refused(people, room, message):
    async with page_of(people[0], room) as page:
        await page.join()
        await page.say(**message)
        assert (await page.hear("error"))["code"] == "malformed"


@pytest.mark.slow
async def test_the_media_desk_of_who_leaves_is_given_back(janus, people, room):
    from videoconf.media.janus.backend import janus_backend

    await published(people[0], room)
    (serving,) = [one for loop, one in janus_backend()._here.items() if not loop.is_closed()]
    assert (serving._desks, serving._rooms, serving._link._task) == (set(), {}, None)


async def test_a_window_that_did_not_enter_does_not_publish_for_the_one_that_did(people, room):
    async with page_of(people[0], room) as inside, page_of(people[0], room) as before_the_door:
        await inside.join()
        await before_the_door.say("hello", v=1)
        await before_the_door.say("publish", leg=1, sdp=OFFER)
        assert (await before_the_door.hear("error"))["code"] == "not_in_room"
