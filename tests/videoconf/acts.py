"""What the tests of the rooms do again and again: a room with its people, a clock, and a page's socket."""

import json
import uuid
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from asgiref.testing import ApplicationCommunicator
from channels.db import database_sync_to_async
from django.test import Client

from config.routing import websocket
from core import clock
from people.models import User
from tests import cast
from videoconf import admission
from videoconf.admission import Admission
from videoconf.enums import ParticipantRole
from videoconf.models import Participant, Room
from videoconf.services import Arrival, Door, create_room, enter

PURPOSE = "tests.room"
HOST = b"secretaria.localhost:8000"
NOON = datetime(2026, 10, 5, 10, 0, tzinfo=UTC)
_lists: dict[str, dict[int, Admission]] = {}


def _admit(person: Any, room: Room) -> Admission | None:
    return _lists.get(room.key, {}).get(person.pk)


admission.register(PURPOSE, _admit)


def a_room(
    *,
    host: User | None = None,
    speakers: tuple[User, ...] = (),
    listeners: tuple[User, ...] = (),
    door: Door | None = None,
) -> Room:
    """A room of an hour from now, with a list of who may enter."""
    start = clock.now()
    room = create_room(
        title="Registro, clase 3",
        purpose=PURPOSE,
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        door=door or Door(),
    )
    names = {ParticipantRole.SPEAKER: speakers, ParticipantRole.LISTENER: listeners}
    people = {ParticipantRole.HOST: (host,) if host else (), **names}
    _lists[room.key] = {
        person.pk: Admission(role, person.get_full_name(), None, "Villaseca")
        for role, group in people.items()
        for person in group
    }
    return room


def admit(room: Room, person: User, role: str = ParticipantRole.SPEAKER) -> Admission:
    """Put somebody on the list of a room."""
    given = Admission(role, person.get_full_name(), None, "Villaseca")
    _lists[room.key][person.pk] = given
    return given


def say_of_her(room: Room, person: User, *, waits: bool | None) -> None:
    """Change what the upper app says of somebody: whether she waits to be let in."""
    _lists[room.key][person.pk] = replace(_lists[room.key][person.pk], waits=waits)


def expel_from_list(room: Room, person: User) -> None:
    """Take somebody off the list."""
    del _lists[room.key][person.pk]


def entered(room: Room, person: User, **how: Any) -> Participant:
    """Somebody of the list, inside."""
    given = _lists[room.key][person.pk]
    ids = {"connection": str(uuid.uuid4()), "peer": str(uuid.uuid4())}
    return enter(room=room, person=person, admission=given, arrival=Arrival(**{**ids, **how}))


def a_person(name: str = "") -> User:
    """One more person with nothing but an account."""
    return cast.person(name or "Elena")


class Clock:
    """A clock that moves only when told."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def pass_(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


class PageSocket:
    """The socket of a page, spoken to as the page does."""

    def __init__(self, room_key: str, headers: list[tuple[bytes, bytes]]) -> None:
        self.peer = str(uuid.uuid4())
        path = f"/sala/{room_key}/socket/"
        scope = {
            "type": "websocket",
            "path": path,
            "query_string": b"",
            "headers": headers,
            "subprotocols": [],
        }
        # Not channels.testing: it imports daphne, which we do not use.
        self.line = ApplicationCommunicator(websocket, scope)

    async def open(self) -> bool:
        await self.line.send_input({"type": "websocket.connect"})
        return (await self.line.receive_output(10))["type"] == "websocket.accept"

    async def say(self, kind: str, **fields: Any) -> None:
        await self.send(json.dumps({"kind": kind, **fields}))

    async def send(self, frame: str) -> None:
        await self.line.send_input({"type": "websocket.receive", "text": frame})

    async def hear(self, *kinds: str, seconds: float = 8) -> dict[str, Any]:
        """The next message of one of these kinds; the others are passed over."""
        while True:
            output = await self.line.receive_output(seconds)
            assert output["type"] == "websocket.send", output
            message = json.loads(output["text"])
            if message["kind"] in kinds:
                return message

    async def heard_until_pong(self) -> list[dict[str, Any]]:
        """Everything heard up to the answer of a ping sent now."""
        await self.say("ping", t=1)
        heard: list[dict[str, Any]] = []
        while not heard or heard[-1]["kind"] != "pong":
            output = await self.line.receive_output(8)
            assert output["type"] == "websocket.send", output
            heard.append(json.loads(output["text"]))
        return heard[:-1]

    async def closed_with(self, seconds: float = 8) -> int:
        """The code with which the server closes; messages before it are passed over."""
        while True:
            output = await self.line.receive_output(seconds)
            if output["type"] == "websocket.close":
                return int(output["code"])

    async def join(self, *, video: bool = True) -> dict[str, Any]:
        """Come in as the page does: hello, then join."""
        await self.say("hello", v=1)
        state = await self.hear("state")
        await self.say("join", peer=self.peer, video=video, microphone=True, camera=video)
        joined = await self.hear("joined")
        return {**joined, "n": state["n"]}

    async def close(self) -> None:
        await self.line.send_input({"type": "websocket.disconnect", "code": 1001})
        await self.line.wait(10)


def cookie_of(person: User) -> bytes:
    """The cookie of a signed-in browser."""
    client = cast.signed_in(Client(), person)
    return f"sessionid={client.cookies['sessionid'].value}".encode()


def headers(cookie: bytes = b"", origin: bytes = b"http://" + HOST) -> list[tuple[bytes, bytes]]:
    """What a browser sends when it opens a socket."""
    found = [(b"host", HOST), (b"cookie", cookie)]
    return [*found, (b"origin", origin)] if origin else found


@asynccontextmanager
async def page_of(person: User | None, room: Room, *, accepted: bool = True) -> Any:
    """An open socket of somebody's page; closed at the end."""
    cookie = await database_sync_to_async(cookie_of)(person) if person else b""
    socket = PageSocket(room.key, headers(cookie))
    assert await socket.open() is accepted
    try:
        yield socket
    finally:
        await socket.close()
