"""Many people after the last places at once: the race, run for real, and what came of it.

    arena = prepare(contenders=50, capacity=1)
    errors = rush(arena, over_the_service)
    assert tally(arena, errors) == Tally(seated=1, waiting=49, ...)

Needs a database that commits (`transaction=True`). `counting_first` is the control: it counts the seats
before the lock, as systems that oversell do.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from core.models import AuditEntry, OutboxMessage
from core.tenancy import unscoped
from courses.enums import SEATED, EnrolmentState
from courses.models import Edition, Enrolment, EnrolmentEvent
from courses.services import apply_for_place
from courses.services.places import applying as places
from courses.services.places import moves
from people.models import LocalEntity, User
from tests import cast
from tests.courses.acts import ask

PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Contender:
    """Somebody after a place, for her town hall, already signed in."""

    person: User
    entity: LocalEntity
    browser: Client


@dataclass(slots=True)
class Arena:
    """An edition and everybody who wants it. All start when all are ready."""

    edition: Edition
    contenders: list[Contender]
    start: threading.Barrier
    counted: threading.Barrier
    seen: threading.local = field(default_factory=threading.local)


@dataclass(frozen=True, slots=True)
class Tally:
    """What the database says afterwards."""

    seated: int
    waiting: int
    events: int
    mails: int
    audited: int
    in_order: bool
    errors: tuple[str, ...] = ()


Act = Callable[[Arena, Contender], None]


def prepare(*, contenders: int, capacity: int) -> Arena:
    """Make the edition and the people."""
    edition = cast.an_edition(capacity=capacity)
    people = [cast.a_secretary(villages=1) for _ in range(contenders)]
    ready = [
        Contender(who, who.standing.entities[0], cast.signed_in(Client(), who, second_factor=False))
        for who in people
    ]
    return Arena(edition, ready, threading.Barrier(contenders), threading.Barrier(contenders))


def over_the_service(arena: Arena, contender: Contender) -> None:
    """Ask through the verb."""
    apply_for_place(edition=arena.edition, person=contender.person, entity=contender.entity, key=str(uuid4()))


def over_http(arena: Arena, contender: Contender) -> None:
    """Ask with the form, through every middleware."""
    answer = ask(contender.browser, arena.edition, contender.person, contender.entity)
    if answer.status_code != 302:
        raise AssertionError(f"respuesta {answer.status_code}")


def rush(arena: Arena, act: Act) -> tuple[str, ...]:
    """Let everybody act at the same moment; return what went wrong."""
    errors: list[str] = []

    def run(contender: Contender) -> None:
        try:
            arena.start.wait(PATIENCE)
            act(arena, contender)
        except Exception as error:
            errors.append(f"{type(error).__name__}: {error}")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[each]) for each in arena.contenders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return tuple(errors)


def tally(arena: Arena, errors: tuple[str, ...]) -> Tally:
    """Count what is in the database."""
    with unscoped("se cuentan las plazas de la carrera"):
        found = list(Enrolment.objects.filter(edition=arena.edition).order_by("applied_at", "pk"))
        events = EnrolmentEvent.objects.filter(enrolment__in=found).count()
    states = [place.state for place in found]
    seated = sum(state in SEATED for state in states)
    marks = {f"enrolment:{place.pk}" for place in found}
    return Tally(
        seated=seated,
        waiting=states.count(EnrolmentState.WAITING),
        events=events,
        mails=OutboxMessage.objects.filter(to__in=[each.person.email for each in arena.contenders]).count(),
        audited=AuditEntry.objects.filter(action="courses.place.asked", target__in=marks).count(),
        # Whoever came first has the seat: nobody who waits is before somebody seated.
        in_order=all(state in SEATED for state in states[:seated]),
        errors=errors,
    )


def right(*, contenders: int, capacity: int) -> Tally:
    """What must come of a race."""
    return Tally(
        seated=min(capacity, contenders),
        waiting=max(0, contenders - capacity),
        events=2 * contenders,
        mails=contenders,
        audited=contenders,
        in_order=True,
    )


def counting_first(arena: Arena, contender: Contender) -> None:
    """Count, and only then lock and write: the control."""
    with unscoped("el control cuenta antes de bloquear"):
        arena.seen.taken = moves.seats_taken(arena.edition)
    arena.counted.wait(PATIENCE)
    over_the_service(arena, contender)


@contextmanager
def count_before_the_lock(arena: Arena) -> Iterator[None]:
    """Make the verb believe what was counted before its lock."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "seats_taken", lambda edition: arena.seen.taken)
        yield
