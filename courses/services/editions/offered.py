"""An edition as one person finds it: seats, her place, classes. What the cards of the catalogue show."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser

from core import clock
from core.tenancy import unscoped
from courses.enums import ENROLLED, EditionState, Refusal
from courses.models import Edition, Enrolment, LiveSession
from courses.querysets.places import IN_TURN
from courses.rules import why_not_apply
from people.models import User


@dataclass(frozen=True, slots=True)
class Offered:
    """An edition seen by one person at one moment."""

    edition: Edition
    taken: int
    place: Enrolment | None
    sessions: tuple[LiveSession, ...]
    refusal: Refusal | None
    teaches: bool
    at: datetime

    @property
    def left(self) -> int:
        return max(0, self.edition.capacity - self.taken)

    @property
    def next_session(self) -> LiveSession | None:
        return next((session for session in self.sessions if session.ends_at > self.at), None)

    @property
    def belongs(self) -> bool:
        """Whether this person enters the classes."""
        return self.teaches or (self.place is not None and self.place.state in ENROLLED)


def offered_to(person: User | AnonymousUser, editions: Any) -> tuple[Offered, ...]:
    """Return editions as this person finds them: two queries, however many editions and people."""
    at = clock.now()
    rows = list(editions.with_seats().with_teacher(person).with_place_of(person).select_related("course"))
    sessions: dict[int, list[LiveSession]] = defaultdict(list)
    for session in LiveSession.objects.filter(edition__in=rows).select_related("room").order_by("starts_at"):
        sessions[session.edition_id].append(session)
    return tuple(_offered(row, tuple(sessions[row.pk]), at) for row in rows)


def _offered(row: Any, sessions: tuple[LiveSession, ...], at: datetime) -> Offered:
    # Nothing joined leaves nothing set.
    place = getattr(row, "mine", None)
    if place is not None:
        place.edition = row
    refusal = why_not_apply(row, at)
    return Offered(row, row.taken, place, sessions, refusal, row.is_taught, at)


def place_in_queue(enrolment: Enrolment) -> int:
    """Return which one a waiting place is, from 1; the turn it had, when it was called after it was read."""
    mine: tuple[Any, ...] = tuple(getattr(enrolment, name) for name in IN_TURN)
    with unscoped("el orden de la lista de espera es de toda la provincia"):
        line = Enrolment.objects.filter(edition=enrolment.edition_id).waiting_in_turn()
        others: list[tuple[Any, ...]] = list(line.exclude(pk=enrolment.pk).values_list(*IN_TURN))
    return 1 + sum(other < mine for other in others)


def seats_held(edition: Edition) -> int:
    """Return how many seats are taken, of every town hall; to show it, not to decide: that needs the lock."""
    with unscoped("plazas ocupadas: cuentan todos los ayuntamientos"):
        held: int = Enrolment.objects.filter(edition=edition).seated().count()
    return held


def stored_state(edition: Edition) -> EditionState:
    """Return the state an edition has in the database, whatever a form has put on it."""
    known = Edition.objects.filter(pk=edition.pk).values_list("state", flat=True).first()
    return EditionState(known or EditionState.PLANNED)
