"""Every message by whoever may not say it: refused by the table of access; with it off, by the services."""

import sys

import pytest
from channels.db import database_sync_to_async

from core import access
from people.rules import anyone
from tests.videoconf.acts import a_person, a_room, page_of
from tests.videoconf.test_bad_frames import GOOD
from tests.videoconf.test_who_may_say_what import (
    ANSWERS,
    ASKING,
    CAPTIONS,
    INSIDE,
    MESSAGES,
    ORDER,
    OUTSIDE,
    answers,
    people,
)
from videoconf.consumers import limits
from videoconf.consumers import socket as room_socket
from videoconf.consumers.limits import Bucket

__all__ = ["people"]
at_db = database_sync_to_async
# Passed over in silence, by design: a piece of a line, or a report, from who is not seated goes nowhere.
SILENT = {"typed", "caption_typed", "stats", "layer", "trickle", "answer", "signal"}
NEVER = [*ORDER, *ASKING, "promote", "end", "caption"]


def due() -> int:
    return sum(len(MESSAGES) - len(allowed) for allowed in ANSWERS.values())


def refused(made) -> int:
    room, seats = made
    said = {name: answers(room, *seats[name]) for name in ANSWERS}
    return sum(len(set(MESSAGES) - may - ANSWERS[name]) for name, may in said.items())


@pytest.mark.django_db
def test_with_the_table_every_one_of_them_is_refused(people, capsys):
    with capsys.disabled():
        sys.stdout.write(f"\nmatriz con las comprobaciones de Django: {refused(people)} de {due()}\n")
    assert refused(people) == due()


async def told(page, kind: str) -> str:
    """Say it, and return what she is told: the code of an error, or that nothing was objected."""
    await page.say(kind, **GOOD[kind])
    errors = [heard["code"] for heard in await page.heard_until_pong() if heard["kind"] == "error"]
    return errors[0] if errors else "nada"


@pytest.mark.django_db(transaction=True)
async def test_without_the_table_the_services_refuse_it_too(monkeypatch, capsys):
    # What is asked here is not how fast: everything is asked at once.
    monkeypatch.setattr(room_socket, "socket_bucket", lambda: Bucket(10**9, 10**9))
    monkeypatch.setattr(limits, "person_bucket", lambda: Bucket(10**9, 10**9))
    host, inside, outside = [await at_db(a_person)() for _ in range(3)]
    room = await at_db(a_room)(host=host, speakers=(inside, outside))
    async with page_of(host, room) as directs, page_of(inside, room) as sits, page_of(outside, room) as looks:
        await directs.join()
        await sits.join()
        await looks.say("hello", v=1)
        await looks.hear("state")
        monkeypatch.setattr(access, "rule_for", lambda kind, name, action: anyone)
        asked = [(sits, kind) for kind in NEVER]
        out = sorted((INSIDE | {*NEVER, *CAPTIONS}) - OUTSIDE - SILENT - {"leave", "end"})
        asked += [(looks, kind) for kind in out]
        passed = []
        for page, kind in asked:
            if await told(page, kind) == "nada":
                passed.append(("dentro" if page is sits else "fuera", kind))
    with capsys.disabled():
        right = len(asked) - len(passed)
        sys.stdout.write(f"\nmatriz sin las comprobaciones de Django: {right} de {len(asked)}\n")
    assert passed == []


@pytest.mark.django_db
def test_with_the_rules_off_the_table_would_refuse_nothing(people, monkeypatch, capsys):
    """Negative control."""
    monkeypatch.setattr(access, "rule_for", lambda kind, name, action: anyone)
    with capsys.disabled():
        sys.stdout.write(f"\nmatriz con la tabla apagada: {refused(people)} de {due()}\n")
    assert refused(people) == 0
