"""Who comes with a link: written down, known again by what her browser keeps, asked whether she may stay."""

import secrets
from collections.abc import Mapping
from typing import Any, Final

from django.core.signing import BadSignature, Signer
from django.db import transaction

from core import clock
from videoconf.admission import admission_for
from videoconf.enums import RoomState
from videoconf.guests import ENTRY_COOKIE, Guest
from videoconf.models import GuestEntry, GuestLink, Room
from videoconf.services.events import locked
from videoconf.services.guests.refusals import GuestRefused
from videoconf.services.guests.standing import hash_of, note, require_standing

_KEYS: Final = Signer(salt="videoconf.guest.key", sep=".")


@transaction.atomic
def come_with(*, link: GuestLink, name: str = "") -> tuple[GuestEntry, str]:
    """Write down who comes with a link and return her entry with the key that her browser keeps.

    Pre: `name` is how she wants to be called, unless the link says it. Effects: one row, one audit row.
    Errors: GuestRefused as `find_link`, and "used" (for one person, and one came), "closed" (somebody who
    came with it was put out: whoever else has it may be the same).
    """
    room = locked(link.room_id)
    link = GuestLink.objects.select_for_update().get(pk=link.pk)
    link.room = room
    require_standing(link, clock.now())
    if GuestLink.objects.with_somebody_removed().filter(pk=link.pk).exists():
        raise GuestRefused("closed")
    if link.single_use and link.entries.exists():
        raise GuestRefused("used")
    secret = secrets.token_urlsafe(24)
    entry = GuestEntry.objects.create(
        link=link, name=link.name or name.strip(), key_hash=hash_of(secret), began_at=clock.now()
    )
    note("videoconf.guest_link.opened", link, None, {"entry": entry.pk})
    return entry, _KEYS.sign(secret)


def guest_of(key: str, room: Room) -> Guest | None:
    """Return the guest whose browser holds this key, if it is of this room.

    Whether her link stands is asked later, and again and again.
    """
    try:
        secret = _KEYS.unsign(key)
    except BadSignature:
        return None
    entry = GuestEntry.objects.filter(key_hash=hash_of(secret), link__room=room).first()
    return Guest(entry.pk, room.pk) if entry else None


def require_invited(guest: Guest) -> None:
    """Ask whether the link of a guest still stands. Errors: GuestRefused: withdrawn or expired; that
    its room ended is said by the page after it.
    """
    entry = GuestEntry.objects.select_related("link__room").filter(pk=guest.guest_id).first()
    if entry is None:
        raise GuestRefused("unknown")
    if entry.link.room.state != RoomState.ENDED:
        require_standing(entry.link, clock.now())


def visitor(*, person: Any, cookies: Mapping[str, str], room: Room) -> Any:
    """Return who comes to the door of a room: the person, if it is hers to enter, or who her cookie says."""
    if admission_for(person, room) is not None:
        return person
    return guest_of(cookies.get(ENTRY_COOKIE, ""), room) or person
