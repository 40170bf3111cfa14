"""People with an account and a session each, made all at once."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client

from core import clock
from people.models import User
from tests import cast
from videoconf.models import Room
from videoconf.services import create_room


@dataclass(frozen=True)
class Ticket:
    """What somebody's browser brings to the door of a room."""

    person: int
    cookie: str
    path: str


def a_room(title: str = "Registro, clase 3") -> Room:
    """A class of an hour from now that lets everybody in, as `room_site` says: Marta directs."""
    start = clock.now()
    ends = start + timedelta(hours=1)
    return create_room(title=title, purpose="tests.browser", starts_at=start, ends_at=ends)


def tickets(room: Room, count: int, name: str = "Oyente") -> list[Ticket]:
    """Make so many people of that name and open a session for each, as signing in does."""
    first = cast.person(name)
    store = SessionStore(cast.signed_in(Client(), first).cookies["sessionid"].value)
    kept = dict(store.items())
    others = User.objects.bulk_create(
        User(email=f"{name.lower()}-{room.pk}-{number}@valdoria.example", first_name=name, password="!")
        for number in range(count - 1)
    )
    made = [first, *others]
    for person in made:
        _sign_in(person, kept, f"crowd{person.pk:026d}")
    path = f"/sala/{room.key}/socket/"
    return [Ticket(person.pk, f"sessionid=crowd{person.pk:026d}", path) for person in made]


def _sign_in(person: User, kept: dict[str, object], key: str) -> None:
    hers = {SESSION_KEY: str(person.pk), HASH_SESSION_KEY: person.get_session_auth_hash()}
    data = SessionStore().encode({**kept, BACKEND_SESSION_KEY: kept[BACKEND_SESSION_KEY], **hers})
    Session.objects.create(session_key=key, session_data=data, expire_date=clock.now() + timedelta(hours=3))
