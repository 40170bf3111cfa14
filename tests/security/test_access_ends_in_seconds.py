"""A suspension or a change of roles ends open pages and open sockets within five seconds."""

import asyncio
import json
import time

import pytest
from channels.db import database_sync_to_async
from django.test import Client

from core import access
from people import services
from people.enums import Role
from people.rules import anyone
from tests import cast
from tests.videoconf.acts import PageSocket, a_person, a_room, cookie_of, headers, page_of
from videoconf.consumers import keeper

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
LIMIT = 5


def suspend(adviser, person):
    services.suspend(actor=adviser, person=person, reason="Ya no trabaja aquí")


def change_roles(adviser, person):
    services.change_roles(actor=adviser, membership=person.memberships.get(), roles=[Role.CLERK])


async def seconds_until_out(act):
    """Return how long a page and a socket stay open after the act."""
    make = database_sync_to_async
    person, adviser = await make(cast.a_secretary)(villages=1), await make(cast.an_adviser)()
    browser = await make(cast.signed_in)(Client(), person)
    room = await make(a_room)(speakers=(person,))
    async with page_of(person, room) as page:
        await page.join()
        await make(act)(adviser, person)
        began = time.monotonic()
        answer = await make(browser.get)("/directorio/")
        assert answer.status_code == 302
        async with asyncio.timeout(LIMIT):
            await page.closed_with(LIMIT)
        return time.monotonic() - began


async def test_both_are_out_in_time(scorecard, monkeypatch):
    slowest = max([await seconds_until_out(suspend), await seconds_until_out(change_roles)])
    monkeypatch.setattr(keeper, "revoked", lambda credentials: set())
    with pytest.raises(TimeoutError) as stayed:
        await seconds_until_out(suspend)
    control = f"sin la vigilancia sigue dentro a los {LIMIT} s ({stayed.typename})"
    row = database_sync_to_async(scorecard)
    await row("28", round(slowest, 2), "s hasta quedar fuera", "≤ 5", control=control)
    assert slowest <= LIMIT


async def removed_from_a_room() -> tuple[float, list[int | str]]:
    """Put somebody out; return how long she stays, and what her next tabs are told."""
    make = database_sync_to_async
    host, person = await make(a_person)("Marta"), await make(a_person)()
    room = await make(a_room)(host=host, speakers=(person,))
    async with page_of(host, room) as directs, page_of(person, room) as page:
        await directs.join()
        seat = (await page.join())["me"]
        began = time.monotonic()
        await directs.say("remove", who=seat)
        await page.closed_with(LIMIT)
        seconds = time.monotonic() - began
        tabs = [PageSocket(room.key, headers(await make(cookie_of)(person))) for _ in range(2)]
        return seconds, [await _tries_to_come_in(tab) for tab in tabs]


async def _tries_to_come_in(tab):
    """Come in as the page does; return the code of the door, or what lets her in."""
    assert await tab.open()
    await tab.say("hello", v=1)
    await tab.say("join", peer=tab.peer, video=False, microphone=False, camera=False)
    while True:
        output = await tab.line.receive_output(LIMIT)
        said = json.loads(output.get("text", "{}"))
        if output["type"] == "websocket.close" or said["kind"] in ("joined", "error"):
            await tab.close()
            return int(output["code"]) if "code" in output else said.get("code", "dentro")


async def test_who_is_put_out_of_a_room_does_not_come_back_under_a_new_tab(scorecard, monkeypatch):
    seconds, told = await removed_from_a_room()
    monkeypatch.setattr(access, "rule_for", lambda kind, name, action: anyone)
    _, told_without = await removed_from_a_room()
    control = f"sin la regla de la puerta, sus pestañas oyen {told_without}"
    row = database_sync_to_async(scorecard)
    unit = f"s hasta quedar fuera de la sala; al volver, {told}"
    await row("28 sala", round(seconds, 2), unit, "≤ 5", ok=told == [4403, 4403], control=control)
    assert (told, told_without == told) == ([4403, 4403], False)
