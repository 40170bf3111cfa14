"""Opening the socket: from a page of the same host, signed in, admitted, not too many at once."""

import pytest
from channels.db import database_sync_to_async

from config.origin import same_origin
from config.routing import websocket
from tests.videoconf.acts import HOST, PageSocket, a_person, a_room, cookie_of, headers, page_of
from videoconf.consumers.limits import SOCKETS_PER_PERSON
from videoconf.services import end

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def person():
    return a_person()


@pytest.fixture
def room(person):
    return a_room(speakers=(person,))


@pytest.mark.parametrize(
    "origin",
    [
        b"",
        b"null",
        b"http://127.0.0.1:8000",
        b"http://formadora.localhost:8000",
        b"https://evil.example",
        b"http://" + HOST + b"1",
    ],
)
async def test_another_origin_is_refused_before_accepting(person, room, origin):
    cookie = await database_sync_to_async(cookie_of)(person)
    assert await PageSocket(room.key, headers(cookie, origin)).open() is False


async def test_without_the_validator_another_origin_would_enter(person, room):
    """Negative control: behind the guard nothing else looks at the origin."""
    cookie = await database_sync_to_async(cookie_of)(person)
    socket = PageSocket(room.key, headers(cookie, b"https://evil.example"))
    socket.line.application = websocket.application
    assert await socket.open() is True
    await socket.close()


def test_two_origins_are_none():
    scope = {"headers": [(b"host", HOST), (b"origin", b"http://" + HOST), (b"origin", b"http://" + HOST)]}
    assert same_origin(scope) is False


async def test_a_stranger_is_told_to_sign_in(room):
    async with page_of(None, room) as page:
        assert await page.closed_with() == 4401


async def test_who_is_not_on_the_list_is_refused(room):
    other = await database_sync_to_async(a_person)()
    async with page_of(other, room) as page:
        assert await page.closed_with() == 4403


async def test_a_room_that_does_not_exist_answers_the_same(person, room):
    room.key = "no-existe"
    async with page_of(person, room) as page:
        assert await page.closed_with() == 4403


async def test_a_room_that_ended_says_so(person, room):
    await database_sync_to_async(end)(room=room, by=None)
    async with page_of(person, room) as page:
        assert await page.closed_with() == 4410


async def test_one_person_may_not_open_any_number(person, room):
    cookie = await database_sync_to_async(cookie_of)(person)
    pages = [PageSocket(room.key, headers(cookie)) for _ in range(SOCKETS_PER_PERSON + 1)]
    for page in pages:
        assert await page.open()
    assert await pages[-1].closed_with() == 4429
    await pages[0].say("hello", v=1)
    assert (await pages[0].hear("state"))["n"] == 0
    for page in pages:
        await page.close()
    async with page_of(person, room) as page:
        await page.say("hello", v=1)
        assert (await page.hear("state"))["n"] == 0
