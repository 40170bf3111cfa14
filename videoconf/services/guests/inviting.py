"""Links for who has no account: made, sent by mail, withdrawn."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from core import clock
from core.errors import Conflict
from core.outbox import send_mail
from people.models import User
from videoconf.admission import admission_for
from videoconf.enums import ParticipantRole, RoomState
from videoconf.models import GuestLink, Room
from videoconf.services.events import locked
from videoconf.services.guests.standing import LINKS, hash_of, note

# A room may go on after its hour, and a link must not put out who is inside.
AFTER_THE_END: Final = timedelta(hours=12)


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
    token, now = LINKS.sign(f"{room.key}.{secrets.token_urlsafe(24)}"), clock.now()
    link = GuestLink.objects.create(
        room=room,
        label=label.strip(),
        name=(guest or {}).get("name", "").strip(),
        email=(guest or {}).get("email", "").strip().lower(),
        token_hash=hash_of(token),
        single_use=single_use,
        made_by=by,
        made_at=now,
        expires_at=max(room.ends_at, now) + AFTER_THE_END,
    )
    note("videoconf.guest_link.made", link, by.pk, {"single_use": single_use})
    return link, token


@transaction.atomic
def revoke_link(*, link: GuestLink, by: User) -> None:
    """Withdraw a link: nobody else comes with it, and who came is out within seconds.

    Effects: one audit row; nothing if it was withdrawn before. Errors: Conflict if `by` does not direct.
    """
    room = locked(link.room_id)
    _require_host(by, room)
    if GuestLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(revoked_at=clock.now()):
        note("videoconf.guest_link.revoked", link, by.pk, {})


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


def _require_host(by: User, room: Room) -> None:
    admission = admission_for(by, room)
    if admission is None or admission.role != ParticipantRole.HOST:
        raise Conflict("Solo quien dirige la sala invita a otras personas.")
