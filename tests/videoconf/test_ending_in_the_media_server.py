"""A room that ends goes from the media server too: at once, or at the worker's next round."""

import pytest
from asgiref.sync import async_to_sync, sync_to_async

from tests.videoconf.acts import a_room
from tests.videoconf.fake_janus import as_usual, fake_janus, saying
from tests.videoconf.served import media_server
from videoconf.media import NoMedia, media_backend
from videoconf.media.janus.backend import Serving
from videoconf.services import close_ended_media, end
from videoconf.tasks import ended_media

pytestmark = pytest.mark.django_db(transaction=True)


async def hear_nothing(message):
    """A page that takes no notice."""


def answering(rooms=(), refuse=None):
    """A Janus that keeps these rooms; `refuse` is the error of its `destroy`."""

    def answer(message):
        request = (message.get("body") or {}).get("request")
        if request == "list":
            return saying(videoroom="success", list=[{"room": room} for room in rooms])
        if request == "destroy" and refuse:
            return saying(videoroom="event", error_code=refuse, error="no")
        return as_usual(message)

    return answer


@pytest.fixture
async def fake(settings):
    async with fake_janus() as made:
        settings.JANUS_TOKEN_SECRET, settings.JANUS_SOCKET = "secreto", made.path
        yield made


@pytest.fixture
async def serving(fake):
    made = Serving()
    yield made
    await made._link.close()


async def leave(serving, *ends):
    """Some people of one room leave one after another, because it ended or not."""
    desks = [serving.desk("sala", who, hear_nothing) for who in range(1, len(ends) + 1)]
    for desk in desks:
        await desk.subscribe(1, video=True)
    for desk, ended in zip(desks, ends, strict=True):
        await desk.close(ended=ended)


async def test_the_first_to_be_sent_away_takes_the_room_out_once(serving, fake):
    await leave(serving, True, True)
    (body,) = fake.bodies("destroy")
    assert (body["room"], bool(body["secret"])) == ("sala", True)


async def test_who_only_leaves_takes_nothing_out(serving, fake):
    """Negative control."""
    await leave(serving, False, False)
    assert fake.bodies("destroy") == []


async def test_that_another_process_was_first_is_no_trouble(serving, fake):
    fake.answer = answering(refuse=426)
    await leave(serving, True)
    assert len(fake.said("detach")) == len(fake.said("attach")) == 1


async def test_the_worker_takes_out_those_that_ended_and_no_other(fake):
    over, on = await sync_to_async(a_room)(), await sync_to_async(a_room)()
    await sync_to_async(end)(room=over, by=None)
    fake.answer = answering([over.key, on.key, "de-nadie"])
    assert await sync_to_async(close_ended_media)() == 1
    assert [body["room"] for body in fake.bodies("destroy")] == [over.key]


def test_with_janus_away_the_worker_goes_on(settings):
    settings.JANUS_TOKEN_SECRET, settings.JANUS_SOCKET = "secreto", "/nowhere/janus.sock"
    with pytest.raises(NoMedia):
        close_ended_media()
    assert ended_media() is None


def test_from_browser_to_browser_there_is_nothing_to_take_out():
    end(room=a_room(), by=None)
    assert close_ended_media() == 0


@pytest.mark.e2e
def test_a_real_janus_forgets_the_room_that_ended_and_keeps_the_other(settings):
    with media_server() as media:
        settings.JANUS_TOKEN_SECRET = media.env["JANUS_TOKEN_SECRET"]
        settings.JANUS_SOCKET = media.env["JANUS_SOCKET"]
        over, on = a_room(), a_room()
        async_to_sync(_visited)(over.key, on.key)
        assert sorted(async_to_sync(media_backend().rooms)()) == sorted([over.key, on.key])
        end(room=over, by=None)
        assert (close_ended_media(), close_ended_media()) == (1, 0)
        assert async_to_sync(media_backend().rooms)() == [on.key]
        async_to_sync(_sent_away)(on.key)
        assert async_to_sync(media_backend().rooms)() == []


async def _visited(*rooms: str) -> None:
    """Open rooms in Janus as somebody who comes in and leaves."""
    serving = Serving()
    for room in rooms:
        desk = serving.desk(room, 1, hear_nothing)
        await desk.subscribe(1, video=False)
        await desk.close()


async def _sent_away(room: str) -> None:
    """Be in a room when it ends."""
    desk = Serving().desk(room, 1, hear_nothing)
    await desk.subscribe(1, video=False)
    await desk.close(ended=True)
