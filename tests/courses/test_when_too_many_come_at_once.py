"""Whoever cannot write because too many came at once is told to try again, and nothing of hers is written."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client

from core import idempotency, middleware, turns
from core.models import AuditEntry, IdempotencyRecord, OutboxMessage
from courses.models import Edition
from people.middleware import ScopeMiddleware
from tests import cast
from tests.courses.acts import ask, states_of
from tests.courses.contention import over_http, prepare, rush

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = int(os.environ.get("CROWD", "60"))


@contextmanager
def somebody_writing(edition: Edition) -> Iterator[None]:
    """Hold, from another connection, what one needs to write; whoever wants it waits a tenth of a second."""
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Edition.objects.select_for_update().get(pk=edition.pk)
            held.set()
            done.wait(30)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(30)
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 100" if sqlite else "SET lock_timeout = '100ms'")
    try:
        yield
    finally:
        done.set()
        thread.join()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 20000" if sqlite else "SET lock_timeout = 0")


def written(edition: Edition) -> tuple[int, ...]:
    """How much there is of everything that asking for a place writes."""
    kept = (IdempotencyRecord, OutboxMessage, AuditEntry)
    return len(states_of(edition)), *(model.objects.count() for model in kept)


def test_she_is_told_to_try_again_and_the_same_form_then_acts_once():
    edition, who = cast.an_edition(), cast.a_secretary(1)
    browser, key, entity = cast.signed_in(Client(), who), str(uuid4()), who.standing.entities[0]
    before = written(edition)
    with somebody_writing(edition):
        refused = ask(browser, edition, who, entity, key=key)
        assert (refused.status_code, refused["Retry-After"]) == (503, "5")
        assert "Hay mucha gente a la vez" in refused.content.decode()
        assert written(edition) == before
    for _ in range(2):
        assert ask(browser, edition, who, entity, key=key).status_code == 302
    assert states_of(edition) == ["confirmed"]


def test_without_the_answer_she_would_get_a_trace(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(middleware, "is_busy", lambda error: False)
    edition, who = cast.an_edition(), cast.a_secretary(1)
    browser = cast.signed_in(Client(), who)
    with somebody_writing(edition), pytest.raises(OperationalError):
        ask(browser, edition, who, who.standing.entities[0])


def test_a_line_that_does_not_move_is_told_too(monkeypatch: pytest.MonkeyPatch):
    edition, who = cast.an_edition(), cast.a_secretary(1)
    browser = cast.signed_in(Client(), who)

    @contextmanager
    def never() -> Iterator[None]:
        raise turns.LongLine
        yield

    monkeypatch.setattr(idempotency, "in_turn", never)
    assert ask(browser, edition, who, who.standing.entities[0]).status_code == 503
    assert states_of(edition) == []


@pytest.mark.parametrize(("error", "status"), [(turns.LongLine(), 503), (OperationalError("se fue"), 500)])
def test_outside_a_view_it_is_told_the_same(monkeypatch: pytest.MonkeyPatch, error: Exception, status: int):
    def fail(self: object, request: object) -> None:
        raise error

    monkeypatch.setattr(ScopeMiddleware, "_note_activity", fail)
    answer = Client(raise_request_exception=False).get("/formacion/")
    assert (answer.status_code, "Hay mucha gente a la vez" in answer.content.decode()) == (
        status,
        status == 503,
    )


@pytest.mark.slow
def test_of_a_crowd_nobody_gets_a_trace():
    arena = prepare(contenders=CROWD, capacity=1)
    errors = rush(arena, over_http)
    told_to_wait = [error for error in errors if error == "AssertionError: respuesta 503"]
    assert [error for error in errors if error not in told_to_wait] == []
    states = states_of(arena.edition)
    assert (states.count("confirmed"), len(states)) == (1, CROWD - len(told_to_wait))
