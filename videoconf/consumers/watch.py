"""Whether the sign-in with which a socket was opened still stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session

from core import clock
from people.models import User
from people.sessions import is_trusted
from videoconf.guests import Guest
from videoconf.models import GuestEntry, Room
from videoconf.protocol import Close
from videoconf.services.guests import visitor


@dataclass(frozen=True, slots=True)
class Credential:
    """With what a socket was opened: who, in which session, in which epoch of that person."""

    person_id: int
    session_key: str
    epoch: int
    ended: ClassVar[Close] = Close.SIGNED_OUT


@dataclass(frozen=True, slots=True)
class GuestCredential:
    """With what a guest's was opened: her link, that may be withdrawn or grow old."""

    guest_id: int
    ended: ClassVar[Close] = Close.LINK_ENDED


def credential_of(who: Any, session: Any) -> Credential | GuestCredential:
    """Return what is asked again while the socket of a person, or a guest, is open."""
    if isinstance(who, Guest):
        return GuestCredential(who.guest_id)
    return Credential(who.pk, session.session_key, who.session_epoch)


def who_comes(scope: Mapping[str, Any], key: str) -> Any:
    """Return who opens a socket: the person who signed in, a guest of that room, or nobody."""
    person = scope["user"] if is_signed_in(scope["user"], scope["session"]) else AnonymousUser()
    room = Room.objects.filter(key=key).first()
    return visitor(person=person, cookies=scope["cookies"], room=room) if room else person


def is_signed_in(person: Any, session: Any) -> bool:
    """Whether a socket may be opened with this session: the same question a page asks."""
    return person.is_authenticated and is_trusted(session, person)


def revoked(credentials: Iterable[Credential | GuestCredential]) -> set[Credential | GuestCredential]:
    """Return those whose person was suspended or changed roles, whose session ended, or whose link did."""
    asked = set(credentials)
    guests = {one for one in asked if isinstance(one, GuestCredential)}
    return _signed_out({one for one in asked if isinstance(one, Credential)}) | _uninvited(guests)


def _uninvited(asked: set[GuestCredential]) -> set[Credential | GuestCredential]:
    standing = GuestEntry.objects.standing(clock.now()).filter(pk__in={one.guest_id for one in asked})
    live = set(standing.values_list("pk", flat=True))
    return {one for one in asked if one.guest_id not in live}


def _signed_out(asked: set[Credential]) -> set[Credential | GuestCredential]:
    people = User.objects.filter(pk__in={one.person_id for one in asked}, is_active=True)
    epochs = dict(people.values_list("pk", "session_epoch"))
    sessions = Session.objects.filter(
        session_key__in={one.session_key for one in asked}, expire_date__gt=clock.now()
    )
    live = set(sessions.values_list("session_key", flat=True))
    return {one for one in asked if epochs.get(one.person_id) != one.epoch or one.session_key not in live}
