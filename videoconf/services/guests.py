"""Links for who has no account: made, withdrawn, opened, and what her browser keeps of it."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse

from core import audit, clock
from core.errors import Conflict
from core.outbox import send_mail
from people.models import User
from videoconf.admission import admission_for
from videoconf.enums import ParticipantRole, RoomState
from videoconf.guests import ENTRY_COOKIE, Guest
from videoconf.models import GuestEntry, GuestLink, Room
from videoconf.services.events import locked, target_of

# A room may go on after its hour, and a link must not put out who is inside.
AFTER_THE_END: Final = timedelta(hours=12)
_LINKS: Final = Signer(salt="videoconf.guest.link", sep=".")
_KEYS: Final = Signer(salt="videoconf.guest.key", sep=".")
GONE: Final[dict[str, str]] = {
    "expired": "El enlace ha caducado.",
    "revoked": "El enlace se ha retirado.",
    "used": "El enlace ya se abrió en otro dispositivo, y es para una sola persona.",
    "closed": "Este enlace ya no deja entrar a nadie más.",
    "ended": "La reunión ha terminado.",
}


class GuestRefused(Exception):
    """A link that does not open; `code` is one of `GONE`, "unknown" or "other_room"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.reason = GONE.get(code, "No conocemos ese enlace. Quizá no se ha copiado entero.")
        if code == "other_room":
            self.reason = "El enlace es para otra sala."

    @property
    def status(self) -> int:
        """Return the number of the answer: it was good once, is for elsewhere, or never was."""
        return 410 if self.code in GONE else 403 if self.code == "other_room" else 404


@transaction.atomic
def make_link(
    *, room: Room, by: User, label: str, guest: Mapping[str, str] | None = None, single_use: bool = False
) -> tuple[GuestLink, str]:
    """Make a link to one room and return it with what opens it, which is said now and never again.

    Pre: `guest` may have `name` (the one she enters by) and `email`. Effects: one row, one audit row.
    Errors: Conflict if `by` does not direct the room or it has ended.
    """
    room = locked(room.pk)
    _require_host(by, room)
    if room.state == RoomState.ENDED:
        raise Conflict("La sala ha terminado: ya no se puede invitar a nadie.")
    token, now = _LINKS.sign(f"{room.key}.{secrets.token_urlsafe(24)}"), clock.now()
    link = GuestLink.objects.create(
        room=room,
        label=label.strip(),
        name=(guest or {}).get("name", "").strip(),
        email=(guest or {}).get("email", "").strip().lower(),
        token_hash=_hash(token),
        single_use=single_use,
        made_by=by,
        made_at=now,
        expires_at=max(room.ends_at, now) + AFTER_THE_END,
    )
    _note("videoconf.guest_link.made", link, by.pk, {"single_use": single_use})
    return link, token


@transaction.atomic
def revoke_link(*, link: GuestLink, by: User) -> None:
    """Withdraw a link: nobody else comes with it, and who came is out within seconds.

    Effects: one audit row; nothing if it was withdrawn before. Errors: Conflict if `by` does not direct.
    """
    room = locked(link.room_id)
    _require_host(by, room)
    if GuestLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(revoked_at=clock.now()):
        _note("videoconf.guest_link.revoked", link, by.pk, {})


def mail_link(*, link: GuestLink, token: str) -> None:
    """Write to who is invited, if her address is known. Effects: one mail for each link."""
    if link.email:
        send_mail(
            to=link.email,
            subject=f"Le invitan a «{link.room.title}»",
            template="videoconf/mail/guest.txt",
            context={
                "name": link.name,
                "room": link.room,
                "host": link.made_by.get_full_name(),
                "link": address_of(token),
                "province_name": settings.PROVINCE_NAME,
            },
            dedupe_key=f"videoconf.guest:{link.pk}",
        )


def address_of(token: str) -> str:
    """Return the whole address of a link."""
    return settings.WAGTAILADMIN_BASE_URL + reverse("videoconf:invitation", args=[token])


def find_link(token: str, *, room_key: str = "") -> GuestLink:
    """Return the link that this opens, of this room when one is named.

    Errors: GuestRefused: forged or unknown, of another room, withdrawn, expired, or its room ended.
    """
    try:
        key = _LINKS.unsign(token).partition(".")[0]
    except BadSignature:
        raise GuestRefused("unknown") from None
    if room_key and key != room_key:
        raise GuestRefused("other_room")
    link = GuestLink.objects.select_related("room", "made_by").filter(token_hash=_hash(token)).first()
    if link is None or link.room.key != key:
        raise GuestRefused("unknown")
    _require_standing(link, clock.now())
    return link


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
    _require_standing(link, clock.now())
    if GuestLink.objects.with_somebody_removed().filter(pk=link.pk).exists():
        raise GuestRefused("closed")
    if link.single_use and link.entries.exists():
        raise GuestRefused("used")
    secret = secrets.token_urlsafe(24)
    entry = GuestEntry.objects.create(
        link=link, name=link.name or name.strip(), key_hash=_hash(secret), began_at=clock.now()
    )
    _note("videoconf.guest_link.opened", link, None, {"entry": entry.pk})
    return entry, _KEYS.sign(secret)


def guest_of(key: str, room: Room) -> Guest | None:
    """Return the guest whose browser holds this key, if it is of this room.

    Whether her link stands is asked later, and again and again.
    """
    try:
        secret = _KEYS.unsign(key)
    except BadSignature:
        return None
    entry = GuestEntry.objects.filter(key_hash=_hash(secret), link__room=room).first()
    return Guest(entry.pk, room.pk) if entry else None


def require_invited(guest: Guest) -> None:
    """Ask whether the link of a guest still stands. Errors: GuestRefused: withdrawn or expired; that
    its room ended is said by the page after it.
    """
    entry = GuestEntry.objects.select_related("link__room").filter(pk=guest.guest_id).first()
    if entry is None:
        raise GuestRefused("unknown")
    if entry.link.room.state != RoomState.ENDED:
        _require_standing(entry.link, clock.now())


def visitor(*, person: Any, cookies: Mapping[str, str], room: Room) -> Any:
    """Return who comes to the door of a room: the person, if it is hers to enter, or who her cookie says."""
    if admission_for(person, room) is not None:
        return person
    return guest_of(cookies.get(ENTRY_COOKIE, ""), room) or person


def _require_host(by: User, room: Room) -> None:
    admission = admission_for(by, room)
    if admission is None or admission.role != ParticipantRole.HOST:
        raise Conflict("Solo quien dirige la sala invita a otras personas.")


def _require_standing(link: GuestLink, now: datetime) -> None:
    if link.revoked_at is not None:
        raise GuestRefused("revoked")
    if link.room.state == RoomState.ENDED:
        raise GuestRefused("ended")
    if link.expires_at <= now:
        raise GuestRefused("expired")


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _note(action: str, link: GuestLink, actor_id: int | None, detail: dict[str, Any]) -> None:
    audit.record(
        action=action,
        actor_id=actor_id,
        entity_id=None,
        target=target_of(link.room),
        detail={"link": link.pk, **detail},
    )
