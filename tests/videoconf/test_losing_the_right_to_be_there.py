"""Suspension, change of roles, signing out and silence end an open socket within five seconds."""

import time

import pytest
from channels.db import database_sync_to_async
from django.contrib.sessions.models import Session

from people.models import User
from tests.videoconf.acts import a_person, a_room, page_of
from videoconf.consumers import keeper, watch

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def person():
    return a_person()


@pytest.fixture
def room(person):
    return a_room(speakers=(person,))


def suspend(person):
    User.objects.filter(pk=person.pk).update(is_active=False)


def change_roles(person):
    User.objects.filter(pk=person.pk).update(session_epoch=person.session_epoch + 1)


def sign_out(person):
    Session.objects.all().delete()


@pytest.mark.parametrize("act", [suspend, change_roles, sign_out])
async def test_the_socket_closes_within_five_seconds(person, room, act):
    async with page_of(person, room) as page:
        await page.join()
        await database_sync_to_async(act)(person)
        began = time.monotonic()
        assert await page.closed_with(10) == 4401
        assert time.monotonic() - began < 5


async def test_without_the_watch_the_suspended_person_would_stay(person, room, monkeypatch):
    """Negative control."""
    monkeypatch.setattr(keeper, "revoked", lambda credentials: set())
    async with page_of(person, room) as page:
        await page.join()
        await database_sync_to_async(suspend)(person)
        await page.hear("beat")
        await page.hear("beat")
        await page.say("ping", t=7)
        assert (await page.hear("pong"))["t"] == 7


async def test_a_line_that_falls_silent_is_closed(person, room, monkeypatch):
    monkeypatch.setattr(keeper, "SILENCE", 1.0)
    async with page_of(person, room) as page:
        await page.join()
        assert await page.closed_with(10) == 4411


def test_the_watch_asks_twice_whatever_the_number_of_sockets(person, django_assert_num_queries):
    credentials = [watch.Credential(person.pk, f"s{number}", 0) for number in range(50)]
    with django_assert_num_queries(2):
        assert watch.revoked(credentials) == set(credentials)
