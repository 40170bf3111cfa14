"""Whether an open session still counts. Pages and sockets ask the same questions."""

from collections.abc import MutableMapping
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac

from people import rules
from people.models import User

Session = MutableMapping[str, Any]

EPOCH_KEY = "person_epoch"
ENTITY_KEY = "default_entity"
# Written by the demo's door; it counts only where the demo exists.
DEMO_FLAG = "demo_door"
# Kept by allauth: how this session has proved who it is.
PROOFS_KEY = "account_authentication_methods"
# Whose copies this browser may hold; only the server reads it.
COPIES_COOKIE = "copias"
COPIES_AGE = 365 * 24 * 3600
# What a socket is closed with when the session behind it has ended.
CLOSE_SESSION_ENDED = 4401


def person_group(person_id: int) -> str:
    """Return the channel group that hears about one person: `person.epoch` messages."""
    return f"person-{person_id}"


def mark_of(person: User) -> str:
    """Return the name that what a browser keeps of a person goes under: it says nothing about her."""
    return salted_hmac("people.copies", str(person.pk)).hexdigest()[:20]


def stamp(session: Session, person: User) -> None:
    """Write in a new session which epoch it belongs to."""
    session[EPOCH_KEY] = person.session_epoch


def still_valid(person_id: int, epoch: int | None) -> bool:
    """Return whether sessions of this epoch still count (asked again by open sockets, every few seconds)."""
    return User.objects.filter(pk=person_id, is_active=True, session_epoch=epoch).exists()


def is_of_this_epoch(session: Session, person: User) -> bool:
    """Return whether the session began after the person's last change of roles, without a query."""
    return person.is_active and session.get(EPOCH_KEY) == person.session_epoch


def showed_second_factor(session: Session) -> bool:
    """Return whether this session has shown a code, a key or a recovery code."""
    if settings.DEMO_MODE and session.get(DEMO_FLAG):
        return True
    return any(proof.get("method") == "mfa" for proof in session.get(PROOFS_KEY) or ())


def forget_second_factor(session: Session) -> None:
    """Drop the proof: the factor behind it is gone."""
    session[PROOFS_KEY] = [p for p in session.get(PROOFS_KEY) or () if p.get("method") != "mfa"]


def is_trusted(session: Session, person: User) -> bool:
    """Return whether the session may act: of this epoch, and with a second factor if the roles demand it."""
    if not is_of_this_epoch(session, person):
        return False
    return showed_second_factor(session) or not rules.needs_second_factor(person)
