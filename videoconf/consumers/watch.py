"""Whether the sign-in with which a socket was opened still stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.sessions.models import Session

from core import clock
from people.models import User
from people.sessions import is_trusted


@dataclass(frozen=True, slots=True)
class Credential:
    """With what a socket was opened: who, in which session, in which epoch of that person."""

    person_id: int
    session_key: str
    epoch: int


def is_signed_in(person: Any, session: Any) -> bool:
    """Whether a socket may be opened with this session: the same question a page asks."""
    return person.is_authenticated and is_trusted(session, person)


def revoked(credentials: Iterable[Credential]) -> set[Credential]:
    """Return those whose person was suspended or changed roles, or whose session ended."""
    asked = set(credentials)
    people = User.objects.filter(pk__in={one.person_id for one in asked}, is_active=True)
    epochs = dict(people.values_list("pk", "session_epoch"))
    sessions = Session.objects.filter(
        session_key__in={one.session_key for one in asked}, expire_date__gt=clock.now()
    )
    live = set(sessions.values_list("session_key", flat=True))
    return {one for one in asked if epochs.get(one.person_id) != one.epoch or one.session_key not in live}
