"""A suspension or a change of roles ends open pages and open sockets within five seconds."""

import asyncio
import time

import pytest
from channels.db import database_sync_to_async
from django.test import Client

from people import services
from people.enums import Role
from tests import cast
from tests.videoconf.acts import a_room, page_of
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
