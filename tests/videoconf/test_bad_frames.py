"""Frames that are no message: an error with a code, and the door when it goes on."""

import json

import pytest

from tests.videoconf.acts import a_person, a_room, page_of
from videoconf.consumers import limits
from videoconf.models import RoomEvent
from videoconf.protocol import INCOMING, Malformed, read

pytestmark = pytest.mark.django_db(transaction=True)
GOOD = {
    "hello": {"v": 1},
    "resume": {"v": 1, "after": 0},
    "join": {"peer": "p", "video": True, "microphone": False, "camera": False},
    "leave": {},
    "chat": {"text": "hola", "ref": "r"},
    "media": {"microphone": True, "camera": False},
    "picture": {"on": False},
    "signal": {"to": 1, "peer": "p", "data": {"candidate": None}},
    "admit": {"who": 1},
    "deny": {"who": 1},
    "hand": {"up": True},
    "floor_grant": {"who": 1},
    "floor_end": {"who": 1},
    "mute": {"who": 1, "what": "camera", "on": True},
    "remove": {"who": 1},
    "lock": {"on": False},
    "publish": {"leg": 1, "sdp": "v=0"},
    "subscribe": {"leg": 1, "video": True},
    "answer": {"leg": 1, "sdp": "v=0"},
    "trickle": {"of": "out", "leg": 1, "data": {"candidate": None}},
    "layer": {"who": 1, "height": 180},
    "stats": {"rtt": 40, "lost": 0, "kbps": 300},
    "mark": {"text": "Punto 1. Lectura del acta"},
    "poll_open": {"question": "¿Se oye?", "options": ["Sí", "No"], "anonymous": True},
    "poll_vote": {"poll": 1, "option": 2},
    "poll_close": {"poll": 1},
    "slide": {"deck": 1, "page": 3},
    "slide_stop": {},
    "typed": {"ref": "r", "seq": 1, "at": 0, "text": ""},
    "captioner": {"who": 1, "on": True},
    "caption": {"text": "hola", "ref": "r"},
    "caption_typed": {"ref": "r", "seq": 7, "at": 3, "text": "la"},
    "promote": {"who": 1, "on": True},
    "phase": {"to": "closed_part"},
    "ping": {},
    "end": {},
}


@pytest.fixture
def person():
    return a_person()


@pytest.fixture
def room(person):
    return a_room(speakers=(person,))


@pytest.mark.parametrize("kind", sorted(INCOMING))
def test_a_good_message_of_each_kind_is_read(kind):
    assert read(json.dumps({"kind": kind, **GOOD[kind]})) == {"kind": kind, **GOOD[kind]}


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "hola",
        "[]",
        "null",
        "{}",
        '{"kind": 3}',
        '{"kind": ["chat"]}',
        '{"kind": "hello"}',
        '{"kind": "hello", "v": 2}',
        '{"kind": "hello", "v": true}',
        '{"kind": "hello", "v": 1, "admin": true}',
        '{"kind": "resume", "v": 1, "after": -1}',
        '{"kind": "resume", "v": 1, "after": "1"}',
        '{"kind": "chat", "text": "   ", "ref": "r"}',
        '{"kind": "chat", "text": "hola", "ref": ""}',
        json.dumps({"kind": "chat", "text": "a" * 1001, "ref": "r"}),
        json.dumps({"kind": "join", **GOOD["join"], "peer": "p" * 37}),
        '{"kind": "media", "microphone": 1, "camera": 0}',
        '{"kind": "typed", "ref": "r", "seq": -1, "at": 0, "text": "a"}',
        '{"kind": "typed", "ref": "r", "seq": 1, "at": -1, "text": "a"}',
        '{"kind": "typed", "ref": "r", "seq": 1, "at": 1000, "text": "a"}',
        '{"kind": "typed", "ref": "r", "seq": 1, "at": 0, "text": "\\ud83d"}',
        '{"kind": "typed", "ref": "", "seq": 1, "at": 0, "text": "a"}',
        '{"kind": "caption", "text": " ", "ref": "r"}',
        '{"kind": "mark", "text": " "}',
        '{"kind": "poll_open", "question": " ", "options": ["Sí", "No"], "anonymous": true}',
        '{"kind": "poll_open", "question": "¿?", "options": ["Sí"], "anonymous": true}',
        '{"kind": "poll_open", "question": "¿?", "options": ["Sí", " Sí "], "anonymous": true}',
        '{"kind": "poll_open", "question": "¿?", "options": ["Sí", 2], "anonymous": true}',
        '{"kind": "poll_open", "question": "¿?", "options": ["Sí", ""], "anonymous": true}',
        json.dumps({"kind": "poll_open", "question": "¿?", "options": list("abcdefghi"), "anonymous": True}),
        json.dumps({"kind": "poll_open", "question": "¿?", "options": ["a" * 101, "b"], "anonymous": True}),
        '{"kind": "signal", "to": 1, "peer": "p", "data": {}}',
        '{"kind": "signal", "to": 1, "peer": "p", "data": {"candidate": 3}}',
        '{"kind": "signal", "to": 1, "peer": "p", "data": {"description": {"type": "offer"}}}',
        '{"kind": "signal", "to": 1, "peer": "p", "data": {"description": {"type": "rollback", "sdp": ""}}}',
        json.dumps(
            {
                **GOOD["signal"],
                "kind": "signal",
                "data": {"description": {"type": "offer", "sdp": "v" * 41_000}},
            }
        ),
        '{"kind": "ping", "t": 1.5}',
        '{"kind": "admit", "who": null}',
        '{"kind": "hand"}',
        '{"kind": "slide", "deck": 1}',
        '{"kind": "slide", "deck": 1, "page": "2"}',
        '{"kind": "slide_stop", "deck": 1}',
        '{"kind": "mute", "who": 1, "what": "screen", "on": true}',
        '{"kind": "phase", "to": "ended"}',
        '{"kind": "phase", "to": "scheduled"}',
        pytest.param("[" * 30_000 + "]" * 30_000, id="deeper than can be read"),
        pytest.param('{"a":' * 20 + "1" + "}" * 20, id="deep"),
        r'{"kind": "chat", "text": "a\u0000b", "ref": "r"}',
        r'{"kind": "chat", "text": "a\ud800b", "ref": "r"}',
        r'{"kind": "chat", "text": "hola", "ref": "\udfff"}',
        r'{"kind": "signal", "to": 1, "peer": "p", "data": {"candidate": {"candidate": "\ud83d"}}}',
        '{"kind": "signal", "to": 1, "peer": "p", "data": {"candidate": {"index": NaN}}}',
        '{"kind": "signal", "to": 1, "peer": "p", "data": {"candidate": {"index": 1e999}}}',
    ],
)
def test_what_does_not_fit_is_malformed(frame):
    with pytest.raises(Malformed) as refused:
        read(frame)
    assert refused.value.code == "malformed"


def test_an_unknown_kind_is_named_as_such():
    with pytest.raises(Malformed) as refused:
        read('{"kind": "sudo"}')
    assert refused.value.code == "unknown_kind"


async def test_a_mistake_is_answered_in_spanish_and_the_fifth_closes(person, room):
    async with page_of(person, room) as page:
        for _ in range(4):
            await page.send("{")
            error = await page.hear("error")
            assert (error["code"], error["message"]) == ("malformed", "No se ha entendido el mensaje.")
        await page.send("{")
        assert await page.closed_with() == 4400


async def test_a_frame_of_more_than_64_kib_closes(person, room):
    async with page_of(person, room) as page:
        await page.send("x" * (64 * 1024 + 1))
        assert await page.closed_with() == 1009


async def test_a_frame_in_bytes_is_measured_in_bytes(person, room):
    async with page_of(person, room) as page:
        await page.send("ñ" * (40 * 1024))
        assert await page.closed_with() == 1009


async def test_a_flood_is_closed_and_writes_little(person, room):
    async with page_of(person, room) as page:
        await page.join()
        for number in range(400):
            await page.say("chat", text="spam", ref=str(number))
        assert await page.closed_with(30) == 4429


async def test_the_flood_of_one_person_counts_over_all_her_windows(person, room, monkeypatch):
    monkeypatch.setattr(limits, "person_bucket", lambda: limits.Bucket(rate=1, burst=10))
    async with page_of(person, room) as one, page_of(person, room) as two:
        for _ in range(6):
            await one.say("ping")
            await two.say("ping")
        assert await two.closed_with() == 4429


def test_without_a_limit_the_flood_would_pass():
    """Negative control of the buckets."""
    endless = limits.Bucket(rate=10**9, burst=10**9)
    assert all(endless.take() for _ in range(10_000))
    tight = limits.Bucket(rate=0.001, burst=5)
    assert [tight.take() for _ in range(6)] == [True] * 5 + [False]


def test_a_whole_face_is_said_and_half_of_one_is_not():
    said = read(json.dumps({"kind": "chat", "text": "hola 😀", "ref": "r"}))
    assert said["text"] == "hola 😀"


async def test_a_failure_of_ours_closes_and_gives_her_place_here_back(person, room, monkeypatch):
    def broken(*args, **kwargs):
        raise OSError("the database is away")

    monkeypatch.setattr("videoconf.services.state_of", broken)
    for _ in range(limits.SOCKETS_PER_PERSON + 1):
        async with page_of(person, room) as page:
            await page.say("hello", v=1)
            assert await page.closed_with() == 1011


async def test_nothing_is_written_before_entering(person, room):
    async with page_of(person, room) as page:
        await page.say("chat", text="hola", ref="r")
        assert (await page.hear("error"))["code"] == "not_in_room"
    assert await RoomEvent.objects.acount() == 0
