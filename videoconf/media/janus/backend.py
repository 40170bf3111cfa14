"""Rooms through Janus: one session for each process, the rooms it serves, and who is in them."""

import asyncio
import contextlib
from typing import Final
from weakref import WeakKeyDictionary

from django.conf import settings

from videoconf.enums import RoomKind
from videoconf.media.backend import MediaDesk, Tell
from videoconf.media.janus.desk import JanusDesk
from videoconf.media.janus.link import Link
from videoconf.media.janus.refusals import JanusAway, JanusRefused
from videoconf.media.janus.room import JanusRoom
from videoconf.media.janus.tokens import Tokens
from videoconf.media.janus.visit import visiting
from videoconf.rules import SPEAKERS_IN_A_CLASS, Seats

# A meeting of fifteen faces; a page that leaves may still be publishing when another begins.
PICTURES: Final = 15
PUBLISHERS: Final = PICTURES * 2


class JanusBackend:
    """Every page sends once and receives what it needs."""

    name: Final = "janus"

    def __init__(self) -> None:
        self._here: WeakKeyDictionary[asyncio.AbstractEventLoop, Serving] = WeakKeyDictionary()

    def seats(self, kind: str) -> Seats:
        """Return fifteen faces for a meeting; for a class, whoever directs and four who speak."""
        most = SPEAKERS_IN_A_CLASS + 1 if kind == RoomKind.CLASS else PICTURES
        return Seats(video=most, media=most)

    def desk(self, room: str, who: int, tell: Tell) -> MediaDesk:
        """Return a person's desk in a room."""
        loop = asyncio.get_running_loop()
        if loop not in self._here:
            self._here[loop] = Serving()
        return self._here[loop].desk(room, who, tell)

    async def rooms(self) -> list[str]:
        """Return the keys of the rooms that Janus keeps."""
        async with visiting() as visit:
            return [str(one["room"]) for one in await visit.rooms()]

    async def destroy(self, rooms: list[str]) -> None:
        """Take rooms out of Janus."""
        async with visiting() as visit:
            for room in rooms:
                await visit.destroy(room)


class Serving:
    """What one event loop has of Janus."""

    def __init__(self) -> None:
        self._tokens = Tokens(settings.JANUS_TOKEN_SECRET)
        self._link = Link(settings.JANUS_SOCKET, self._tokens, lost=self._lost, back=self._back)
        self._rooms: dict[str, JanusRoom] = {}
        self._desks: set[JanusDesk] = set()
        self._was_lost = False

    def desk(self, key: str, who: int, tell: Tell) -> MediaDesk:
        """Return a new desk; its room is opened with the first request."""
        if key not in self._rooms:
            self._rooms[key] = JanusRoom(key, self._link, self._tokens, PUBLISHERS)
        desk = JanusDesk(self._rooms[key], who, tell, self._gone)
        self._desks.add(desk)
        return desk

    async def _gone(self, desk: JanusDesk) -> None:
        self._desks.discard(desk)
        room = desk.room
        if not room.news and self._rooms.get(room.key) is room:
            del self._rooms[room.key]
            with contextlib.suppress(JanusAway, JanusRefused):
                await room.close()
        if not self._desks:
            # Nobody needs it: a process without rooms holds nothing of Janus.
            await self._link.close()
            self._was_lost = False

    def _lost(self) -> None:
        self._was_lost = True
        for room in self._rooms.values():
            room.forget()
        for desk in self._desks:
            desk.lost()

    def _back(self) -> None:
        if self._was_lost:
            self._was_lost = False
            for desk in self._desks:
                desk.back()


_backend: Final = JanusBackend()


def janus_backend() -> JanusBackend:
    """Return the only one of this process."""
    return _backend
