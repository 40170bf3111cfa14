"""Events and the hub: every reader gets every event after its own, once, in order; the slow one is let go."""

import asyncio
import json
from datetime import timedelta
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from channels.layers import get_channel_layer
from django.db import transaction

from core import chain, clock, events, hub
from core.hub import layer, publishing, service, values
from core.models import NumberSeries
from videoconf.models import Room, RoomEvent

pytestmark = pytest.mark.django_db(transaction=True)
append = sync_to_async(events.append)


def a_room() -> Room:
    now = clock.now()
    return Room.objects.create(
        key=uuid4().hex[:12], title="Clase", purpose="prueba", starts_at=now, ends_at=now + timedelta(hours=1)
    )


async def a_live_room() -> Room:
    return await sync_to_async(a_room)()


async def say(room: NumberSeries, *texts: str) -> None:
    for text in texts:
        await append(room, RoomEvent, "chat", {"text": text}, 1)


class Reader:
    """A page: keeps what it was sent."""

    def __init__(self, room: Room, after: int = 0, name: str = "") -> None:
        self.line = hub.subscribe(events.stream_of(room), after, name)
        self.got: list[dict] = []
        self.pump = asyncio.create_task(hub.relay(self.line, self.send))

    async def send(self, text: str) -> None:
        self.got.append(json.loads(text))

    async def until(self, count: int, seconds: float = 5) -> list[dict]:
        async with asyncio.timeout(seconds):
            while len(self.got) < count:
                await asyncio.sleep(0.01)
        return self.got

    async def leave(self) -> None:
        self.line.close()
        await asyncio.wait([self.pump])


def texts(messages: list[dict]) -> list[str]:
    return [message["data"]["text"] for message in messages if "n" in message]


async def test_a_page_gets_what_it_missed_and_then_what_comes():
    room = await a_live_room()
    await say(room, "uno", "dos", "tres")
    page = Reader(room, after=1)
    await page.until(2)
    await say(room, "cuatro", "cinco")
    got = await page.until(4)
    assert [message["n"] for message in got] == [2, 3, 4, 5]
    assert texts(got) == ["dos", "tres", "cuatro", "cinco"]
    await page.leave()


async def test_pages_that_come_and_go_while_people_write_miss_nothing_and_repeat_nothing():
    room, total = await a_live_room(), 60
    pages = [Reader(room)]

    async def write() -> None:
        for number in range(total):
            await say(room, str(number))

    async def arrive() -> None:
        for _ in range(8):
            await asyncio.sleep(0.02)
            pages.append(Reader(room))

    await asyncio.gather(write(), arrive())
    for page in pages:
        await page.until(total, 10)
        assert [message["n"] for message in page.got] == list(range(1, total + 1))
        await page.leave()


async def test_more_than_a_page_of_history_arrives_whole(monkeypatch):
    monkeypatch.setattr(service, "PAGE", 10)
    room = await a_live_room()
    await say(room, *map(str, range(25)))
    page = Reader(room)
    assert texts(await page.until(25)) == [str(n) for n in range(25)]
    await page.leave()


async def test_an_event_whose_hint_is_lost_is_found_in_the_table(monkeypatch):
    """The worker's events with the in-memory layer come this way."""
    monkeypatch.setattr(service, "EVERY", 0.1)
    monkeypatch.setattr(publishing, "_publish", lambda message: None)
    room = await a_live_room()
    page = Reader(room)
    await asyncio.sleep(0.1)
    await say(room, "sin aviso")
    assert texts(await page.until(1)) == ["sin aviso"]
    await page.leave()


async def test_without_hint_and_without_looking_nothing_arrives(monkeypatch):
    monkeypatch.setattr(service, "EVERY", 3600)
    monkeypatch.setattr(publishing, "_publish", lambda message: None)
    room = await a_live_room()
    page = Reader(room)
    await asyncio.sleep(0.1)
    await say(room, "perdido")
    with pytest.raises(TimeoutError):
        await page.until(1, 0.5)
    await page.leave()


async def test_an_act_that_is_undone_is_told_to_nobody():
    room = await a_live_room()
    page = Reader(room)

    def undone() -> None:
        with transaction.atomic():
            events.append(room, RoomEvent, "chat", {"text": "nunca"}, 1)
            transaction.set_rollback(True)

    await sync_to_async(undone)()
    await say(room, "después")
    assert [(m["n"], m["data"]["text"]) for m in await page.until(1)] == [(1, "después")]
    await page.leave()


async def test_a_whisper_reaches_one_name_and_what_is_said_everybody():
    room = await a_live_room()
    ana, luis = Reader(room, name="ana"), Reader(room, name="luis")
    await asyncio.sleep(0.1)
    stream = events.stream_of(room)
    hub.whisper(stream, "ana", {"kind": "sdp"})
    await sync_to_async(hub.say)(stream, {"kind": "typing"})
    assert (await ana.until(2), await luis.until(1)) == (
        [{"kind": "sdp"}, {"kind": "typing"}],
        [{"kind": "typing"}],
    )
    await ana.leave()
    await luis.leave()


async def test_another_process_is_heard_through_the_layer_and_oneself_only_once():
    room = await a_live_room()
    page = Reader(room)
    await asyncio.sleep(0.2)
    stream = events.stream_of(room)
    message = {"type": "say", "stream": stream, "to": None, "data": {"kind": "typing"}}
    await get_channel_layer().group_send(layer.group_of(stream), {**message, "origin": "another process"})
    await page.until(1)
    await get_channel_layer().group_send(layer.group_of(stream), {**message, "origin": layer.PROCESS})
    await asyncio.sleep(0.1)
    assert page.got == [{"kind": "typing"}]
    await page.leave()


async def test_a_page_that_does_not_read_is_let_go_and_the_others_go_on(monkeypatch):
    monkeypatch.setattr(values, "LIMIT", 20)
    room = await a_live_room()
    stuck, quick = hub.subscribe(events.stream_of(room)), Reader(room)

    async def never_sent(text: str) -> None:
        await asyncio.Event().wait()

    pump = asyncio.create_task(hub.relay(stuck, never_sent))
    await asyncio.sleep(0.1)
    await say(room, *map(str, range(40)))
    assert texts(await quick.until(40)) == [str(n) for n in range(40)]
    with pytest.raises(hub.SlowReader):
        await asyncio.wait_for(pump, 2)
    assert hub.SLOW == 4408
    await quick.leave()


async def test_without_the_limit_the_queue_of_a_stuck_page_grows(monkeypatch):
    monkeypatch.setattr(values, "LIMIT", 10_000)
    room = await a_live_room()
    stuck = hub.subscribe(events.stream_of(room))
    stuck.caught_up()
    stuck.push(values.Message.of({"kind": "x"}) for _ in range(5_000))
    assert (len(stuck._queue), stuck.slow) == (5_000, False)
    stuck.close()


async def test_a_page_from_before_the_table_was_emptied_hears_what_comes():
    room = await a_live_room()
    page = Reader(room, after=1_000)
    await asyncio.sleep(0.1)
    await say(room, "uno")
    assert texts(await page.until(1)) == ["uno"]
    await page.leave()


async def test_a_page_that_leaves_is_forgotten():
    room = await a_live_room()
    page = Reader(room)
    await asyncio.sleep(0.05)
    await page.leave()
    assert hub.here()._streams == {}


def test_a_stream_is_a_chain_and_its_content_can_be_erased():
    room = a_room()
    for text in ("uno", "dos"):
        events.append(room, RoomEvent, "chat", {"text": text}, 1)
    payloads = events.payload_model(RoomEvent)._default_manager
    assert events.verify(room) == chain.Verdict(2, room.head, [])
    payloads.filter(event__number=1).delete()
    assert events.verify(room).ok
    payloads.filter(event__number=2).update(body={"text": "otra cosa"})
    assert [error.number for error in events.verify(room).errors] == [2]


async def test_a_page_may_be_sent_other_words_or_none():
    room = await a_live_room()
    await say(room, "uno", "dos", "tres")
    own = {1: '{"n":1,"kind":"otro"}', 2: None}
    got: list[str] = []

    async def send(text: str) -> None:
        got.append(text)

    line = hub.subscribe(events.stream_of(room), 0)
    pump = asyncio.create_task(hub.relay(line, send, lambda message: own.get(message.number, message.text)))
    async with asyncio.timeout(5):
        while len(got) < 2:
            await asyncio.sleep(0.01)
    line.close()
    await asyncio.wait([pump])
    assert [(json.loads(text)["n"], json.loads(text)["kind"]) for text in got] == [(1, "otro"), (3, "chat")]
