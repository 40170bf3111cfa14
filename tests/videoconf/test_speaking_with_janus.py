"""The client of Janus in front of what Janus seldom does: silence, errors, cuts, events of nobody."""

import asyncio
import base64
import hashlib
import hmac
import json
import time

import pytest

from tests.videoconf.fake_janus import as_usual, fake_janus, saying, until
from videoconf.media.janus.link import Link
from videoconf.media.janus.refusals import JanusAway, JanusRefused
from videoconf.media.janus.room import JanusRoom, owner_of
from videoconf.media.janus.tokens import PLUGIN, Tokens
from videoconf.media.janus.wire import Wire, shown

TOKENS = Tokens("secreto-de-pruebas")


@pytest.fixture
async def janus():
    async with fake_janus() as fake:
        yield fake


@pytest.fixture
async def wire(janus):
    made = Wire(TOKENS, patience=0.3)
    await made.open(janus.path)
    reading = asyncio.create_task(made.read())
    await made.begin()
    yield made
    await made.close()
    await reading


@pytest.fixture
async def link(janus):
    """A link that notes what happens to it."""
    happened: list[str] = []
    made = Link(
        janus.path, TOKENS, lost=lambda: happened.append("lost"), back=lambda: happened.append("back")
    )
    made.happened = happened
    yield made
    await made.close()


async def test_a_keepalive_is_finished_with_a_bare_ack(wire):
    assert (await wire.ask("keepalive"))["janus"] == "ack"


async def test_a_message_is_not_finished_with_its_ack(wire, janus):
    event = {"janus": "event", "plugindata": {"data": {"videoroom": "joined"}}}
    janus.answer = lambda message: [{"janus": "ack"}, event]
    said = await wire.ask("message", 22, body={"request": "join"})
    assert said["plugindata"]["data"] == {"videoroom": "joined"}


async def test_a_silent_janus_is_not_waited_for_ever(wire, janus):
    janus.answer = lambda message: None
    began = time.monotonic()
    with pytest.raises(JanusAway):
        await wire.ask("message", 22, body={"request": "join"})
    assert 0.2 < time.monotonic() - began < 2


async def test_an_answer_that_comes_late_disturbs_nobody(wire, janus):
    janus.answer = lambda message: None
    with pytest.raises(JanusAway):
        await wire.ask("keepalive")
    await janus.tell(janus="success", transaction=janus.asked[-1]["transaction"])
    janus.answer = as_usual
    assert (await wire.ask("keepalive"))["janus"] == "ack"


@pytest.mark.parametrize(
    "error",
    [
        {"janus": "error", "error": {"code": 403, "reason": "no"}},
        {"janus": "event", "plugindata": {"data": {"error_code": 433, "error": "no"}}},
    ],
    ids=["of the core", "of the plugin"],
)
async def test_an_error_is_raised_with_its_code(wire, janus, error):
    janus.answer = lambda message: error
    with pytest.raises(JanusRefused) as refused:
        await wire.ask("message", 22, body={})
    assert refused.value.code in (403, 433)


async def test_many_requests_at_once_each_get_their_own_answer(wire, janus):
    janus.answer = lambda message: saying(number=message["body"]["number"])
    asked = [wire.ask("message", 22, body={"number": number}) for number in range(50)]
    answers = [said["plugindata"]["data"]["number"] for said in await asyncio.gather(*asked)]
    assert answers == list(range(50))


async def test_an_event_goes_to_its_handle_and_one_of_nobody_is_dropped(wire, janus):
    heard = []
    number = await wire.attach(PLUGIN, heard.append)
    await janus.tell(janus="webrtcup", sender=number)
    await janus.tell(janus="webrtcup", sender=99)
    await until(lambda: wire.undelivered == 1)
    assert [message["janus"] for message in heard] == ["webrtcup"]


async def test_after_giving_a_handle_back_its_events_are_nobodys(wire, janus):
    heard = []
    number = await wire.attach(PLUGIN, heard.append)
    await wire.detach(number)
    await janus.tell(janus="hangup", sender=number)
    await until(lambda: wire.undelivered == 1)
    assert heard == []


async def test_when_it_is_cut_whoever_waited_is_told_at_once(wire, janus):
    janus.answer = lambda message: None
    waiting = asyncio.create_task(wire.ask("message", 22, body={}))
    await until(lambda: len(janus.said("message")) == 1)
    await janus.doors[0].close()
    with pytest.raises(JanusAway, match="cortado"):
        await waiting


async def test_the_session_begins_again_by_itself_and_says_so(link, janus):
    first = await link.wire()
    await janus.doors[0].close()
    await until(lambda: link.happened == ["back", "lost", "back"])
    assert await link.wire() is not first


async def test_it_is_kept_alive_and_a_janus_that_stops_answering_is_left(link, janus, monkeypatch):
    link.beat = 0.05
    wire = await link.wire()
    await until(lambda: len(janus.said("keepalive")) >= 3)
    assert link.happened == ["back"]
    wire._patience = 0.1
    janus.answer = lambda message: None if message["janus"] == "keepalive" else as_usual(message)
    await until(lambda: "lost" in link.happened)


async def test_a_room_that_was_made_before_is_used_as_it_is(link, janus):
    def answer(message):
        if (message.get("body") or {}).get("request") == "create":
            return saying(videoroom="event", error_code=427, error="Room sala already exists")
        return as_usual(message)

    janus.answer = answer
    await JanusRoom("sala", link, TOKENS, 15).wire()
    assert [body["room"] for body in janus.bodies("join")] == ["sala"]


async def test_a_room_that_cannot_be_made_is_refused(link, janus):
    janus.answer = lambda message: (
        saying(error_code=403, error="no") if message["janus"] == "message" else as_usual(message)
    )
    with pytest.raises(JanusRefused):
        await JanusRoom("sala", link, TOKENS, 15).wire()


async def test_every_request_carries_a_token_and_no_log_does(wire, janus, caplog):
    janus.answer = lambda message: None
    body = {"request": "join", "token": "abc", "secret": "def"}
    with pytest.raises(JanusAway):
        await wire.ask("message", 22, body=body, jsep={"sdp": "v=0"})
    assert all(message["token"] for message in janus.asked)
    said = json.dumps(shown(janus.asked[-1]))
    assert not any(word in said for word in ("abc", "def", "v=0", janus.asked[-1]["token"]))


def test_the_token_is_the_one_that_janus_checks():
    left, _, right = TOKENS.room("sala", publish=True).rpartition(":")
    expiry, realm, *descriptors = left.split(",")
    sealed = hmac.new(b"secreto-de-pruebas", left.encode(), hashlib.sha1).digest()
    assert right == base64.b64encode(sealed).decode()
    assert (realm, descriptors) == ("janus.plugin.videoroom", ["room=sala"])
    assert 0 < int(expiry) - time.time() <= 300


def test_who_may_not_publish_is_given_a_token_of_no_room():
    assert ",room=" not in TOKENS.room("sala", publish=False)


@pytest.mark.parametrize(("feed", "who"), [("12.ab34", 12), ("watch", 0), ("0.ff", 0), ("", 0)])
def test_what_is_published_tells_whose_it_is(feed, who):
    assert owner_of(feed) == who
