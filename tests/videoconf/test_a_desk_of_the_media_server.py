"""What is asked of Janus for one person: one change at a time, only what changed, and nothing left behind."""

import asyncio

import pytest

from tests.videoconf.fake_janus import as_usual, fake_janus, until
from videoconf.media import Line, NoMedia, NotAllowed
from videoconf.media.janus.backend import Serving
from videoconf.media.janus.sending import kinds_by_mid

OFFER = "v=0\r\nm=audio 9 X 111\r\na=mid:0\r\nm=video 9 X 96\r\na=mid:1\r\n"
ANSWER = {"jsep": {"type": "answer", "sdp": "v=0 answer"}}
MINE = 7


def publisher(who, *kinds):
    streams = [{"mid": str(place), "type": kind} for place, kind in enumerate(kinds)]
    return {"id": f"{who}.aa", "streams": streams}


class Stage:
    """A Janus of paper with some people publishing; handles are numbered as they are asked for."""

    def __init__(self, fake):
        self.fake, self.publishers, self.handles, self.refuse = fake, [], 100, None
        fake.answer = self.answer

    def answer(self, message):
        if message["janus"] == "attach":
            self.handles += 1
            return {"janus": "success", "data": {"id": self.handles}}
        if message["janus"] != "message":
            return as_usual(message)
        return [{"janus": "ack"}, self.event(message["body"])]

    def event(self, body):
        request, data, more = body["request"], {"videoroom": "event"}, {}
        if request == self.refuse:
            data |= {"error_code": 433, "error": "no"}
        elif request == "join" and body["ptype"] == "publisher":
            data |= {"publishers": self.publishers}
        elif request in ("join", "update"):
            data["streams"] = [
                {
                    "mid": f"{one['feed']}-{one['mid']}",
                    "type": "video",
                    "active": True,
                    "feed_id": one["feed"],
                }
                for one in body.get("streams", []) + body.get("subscribe", [])
            ]
            more = {"jsep": {"type": "offer", "sdp": "v=0 offer"}}
        elif request == "joinandconfigure":
            more = ANSWER
        return {"janus": "event", "plugindata": {"data": data}, **more}

    async def arrives(self, *publishers):
        """Say to the watcher, the first handle of the room, that somebody publishes."""
        data = {"videoroom": "event", "publishers": list(publishers)}
        await self.fake.tell(janus="event", sender=101, plugindata={"data": data})

    async def says(self, handle, **message):
        await self.fake.tell(sender=handle, **message)


@pytest.fixture
async def stage():
    async with fake_janus() as fake:
        yield Stage(fake)


@pytest.fixture
async def serving(stage, settings):
    settings.JANUS_TOKEN_SECRET, settings.JANUS_SOCKET = "secreto", stage.fake.path
    made = Serving()
    yield made
    await made._link.close()


@pytest.fixture
async def page(serving):
    """What the page of one person is told, and her desk."""

    class Page:
        told: list[dict]

        def __init__(self):
            self.told, self.desk = [], serving.desk("sala", MINE, self.hear)

        async def hear(self, message):
            self.told.append(message)

        def kinds(self):
            return [message["kind"] for message in self.told]

    return Page()


def test_each_part_of_an_offer_is_known_by_its_name():
    assert kinds_by_mid(OFFER) == {"0": "audio", "1": "video"}


async def test_who_only_receives_has_no_handle_that_publishes(stage, page):
    stage.publishers = [publisher(1, "audio", "video")]
    await page.desk.subscribe(1, video=True)
    assert [body["ptype"] for body in stage.fake.bodies("join")] == ["publisher", "subscriber"]
    assert stage.fake.bodies("join")[0]["id"].startswith("0.")
    assert stage.fake.bodies("joinandconfigure") == []
    assert page.told[0]["streams"] == [
        {"mid": "1.aa-0", "who": 1, "what": "video"},
        {"mid": "1.aa-1", "who": 1, "what": "video"},
    ]


async def test_without_picture_only_voices_are_asked_for_and_never_ones_own(stage, page):
    stage.publishers = [publisher(1, "audio", "video"), publisher(MINE, "audio", "video")]
    await page.desk.subscribe(1, video=False)
    assert stage.fake.bodies("join")[1]["streams"] == [{"feed": "1.aa", "mid": "0"}]


async def test_with_nobody_there_nothing_is_asked_until_somebody_comes(stage, page):
    await page.desk.subscribe(1, video=True)
    assert [body["ptype"] for body in stage.fake.bodies("join")] == ["publisher"]
    await stage.arrives(publisher(1, "audio"))
    await until(lambda: "offered" in page.kinds())


async def test_who_come_while_an_answer_is_awaited_are_asked_for_together_after_it(stage, page):
    stage.publishers = [publisher(1, "audio")]
    await page.desk.subscribe(1, video=True)
    await stage.arrives(publisher(2, "audio"))
    await stage.arrives(publisher(3, "audio"))
    await until(lambda: len(page.desk.room.sources) == 3)
    assert stage.fake.bodies("update") == []
    await page.desk.answer(1, "v=0")
    (body,) = stage.fake.bodies("update")
    assert [one["feed"] for one in body["subscribe"]] == ["2.aa", "3.aa"]


async def test_an_answer_to_an_old_link_is_passed_over(stage, page):
    stage.publishers = [publisher(1, "audio")]
    await page.desk.subscribe(1, video=True)
    await page.desk.subscribe(2, video=True)
    await page.desk.answer(1, "v=0")
    assert stage.fake.bodies("start") == []
    await page.desk.answer(2, "v=0")
    assert len(stage.fake.bodies("start")) == 1


async def test_what_is_off_is_moderated_before_anybody_hears_it_and_only_when_it_changes(stage, page):
    await page.desk.enforce(voice=False, picture=True)
    await page.desk.publish(1, OFFER, may=True)
    await page.desk.enforce(voice=False, picture=True)
    await page.desk.enforce(voice=True, picture=True)
    orders = [(body["mid"], body["mute"]) for body in stage.fake.bodies("moderate")]
    assert orders == [("0", True), ("0", False)]
    assert all(body["secret"] for body in stage.fake.bodies("moderate"))


async def test_who_may_not_publish_is_refused_and_keeps_no_handle(stage, page):
    stage.refuse = "joinandconfigure"
    with pytest.raises(NotAllowed):
        await page.desk.publish(1, OFFER, may=False)
    assert len(stage.fake.said("detach")) == 1


async def test_a_new_link_gives_the_old_one_back(stage, page):
    await page.desk.publish(1, OFFER, may=True)
    await page.desk.publish(1, OFFER, may=True)
    assert (len(stage.fake.bodies("configure")), len(stage.fake.said("detach"))) == (1, 0)
    await page.desk.publish(2, OFFER, may=True)
    assert (len(stage.fake.bodies("joinandconfigure")), len(stage.fake.said("detach"))) == (2, 1)


async def test_addresses_go_to_the_link_they_are_of(stage, page):
    await page.desk.publish(4, OFFER, may=True)
    await page.desk.trickle("out", 4, {"candidate": "here"})
    await page.desk.trickle("out", 3, {"candidate": "old"})
    await page.desk.trickle("in", 4, {"candidate": "nowhere"})
    await page.desk.trickle("out", 4, None)
    sent = [one["candidate"] for one in stage.fake.said("trickle")]
    assert sent == [{"candidate": "here"}, {"completed": True}]


async def test_the_addresses_of_janus_reach_the_page(stage, page):
    await page.desk.publish(4, OFFER, may=True)
    await stage.says(102, janus="trickle", candidate={"candidate": "x", "sdpMid": "0"})
    await until(lambda: page.told)
    assert page.told == [
        {"kind": "trickle", "of": "out", "leg": 4, "data": {"candidate": {"candidate": "x", "sdpMid": "0"}}}
    ]


@pytest.mark.parametrize(("reason", "told"), [("ICE failed", ["rejoin"]), ("DTLS alert", [])])
async def test_a_link_that_broke_begins_again_and_one_the_page_closed_does_not(stage, page, reason, told):
    await page.desk.publish(1, OFFER, may=True)
    await stage.says(102, janus="hangup", reason=reason)
    await stage.says(102, janus="trickle", candidate={"completed": True})
    await until(lambda: "trickle" in page.kinds())
    assert page.kinds()[:-1] == told


async def test_a_worse_line_is_sent_less(stage, page):
    stage.publishers = [publisher(1, "video")]
    await page.desk.subscribe(1, video=True)
    await page.desk.answer(1, "v=0")
    await page.desk.layer(1, 900)
    await page.desk.measured(Line(rtt_ms=100, lost_permille=90, kbps=100))
    chosen = [body["streams"][0]["substream"] for body in stage.fake.bodies("configure")]
    assert chosen == [0, 2, 1]


async def test_when_janus_falls_the_page_is_told_at_once_and_again_when_it_is_back(stage, page):
    await page.desk.publish(1, OFFER, may=True)
    await stage.fake.doors[-1].close()
    await until(lambda: len(page.told) == 2)
    assert [(one["kind"], one["of"], one["ready"]) for one in page.told] == [
        ("rejoin", "all", False),
        ("rejoin", "all", True),
    ]
    await page.desk.publish(2, OFFER, may=True)
    assert len(stage.fake.bodies("create")) == 2


@pytest.fixture
async def silent(stage, page, monkeypatch):
    """Somebody receives voices; Janus does not answer what is asked of the next, but is there."""
    stage.publishers = [publisher(1, "audio")]
    await page.desk.subscribe(1, video=True)
    await page.desk.answer(1, "v=0")
    page.told.clear()
    wire = await page.desk.room.wire()
    monkeypatch.setattr(wire, "_patience", 0.2)
    whole = stage.answer

    def answer(message):
        request = message.get("body", {}).get("request")
        return {"janus": "ack"} if request in ("update", "join") else whole(message)

    stage.fake.answer = answer
    return whole


async def test_when_janus_does_not_answer_for_who_came_the_page_begins_anew_once(stage, page, silent):
    await stage.arrives(publisher(2, "audio"))
    await stage.arrives(publisher(3, "audio"))
    await until(lambda: page.told)
    await asyncio.sleep(0.5)
    assert page.told == [{"kind": "rejoin", "of": "in", "ready": True}]
    stage.fake.answer = silent
    await page.desk.subscribe(2, video=True)
    assert [one["who"] for one in page.told[-1]["streams"]] == [1, 2, 3]


async def test_when_the_second_time_fails_too_it_is_said(stage, page, silent):
    await stage.arrives(publisher(2, "audio"))
    await until(lambda: page.told)
    with pytest.raises(NoMedia):
        await page.desk.subscribe(2, video=True)


async def test_who_leaves_gives_everything_back(stage, page, serving):
    stage.publishers = [publisher(1, "audio")]
    await page.desk.publish(1, OFFER, may=True)
    await page.desk.subscribe(1, video=True)
    await page.desk.close()
    assert len(stage.fake.said("detach")) == len(stage.fake.said("attach")) == 3
    assert (serving._desks, serving._rooms) == (set(), {})


async def test_the_next_to_come_is_not_told_to_begin_again(stage, page, serving):
    await page.desk.publish(1, OFFER, may=True)
    await page.desk.close()
    told = []

    async def hear(message):
        told.append(message)

    another = serving.desk("sala", 8, hear)
    await another.publish(1, OFFER, may=True)
    assert told == []


async def test_with_janus_away_it_is_said(serving, page, stage, monkeypatch, settings):
    monkeypatch.setattr("videoconf.media.janus.link.PATIENCE", 0.2)
    serving._link._path = "/nowhere/janus.sock"
    with pytest.raises(NoMedia):
        await page.desk.subscribe(1, video=True)
