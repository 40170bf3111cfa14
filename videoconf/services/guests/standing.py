"""What the links of guests share: how each is known, whether it stands, and its row of audit."""

import hashlib
from datetime import datetime
from typing import Any, Final

from django.core.signing import BadSignature, Signer

from core import audit, clock
from videoconf.enums import RoomState
from videoconf.models import GuestLink
from videoconf.services.events import target_of
from videoconf.services.guests.refusals import GuestRefused

LINKS: Final = Signer(salt="videoconf.guest.link", sep=".")


def find_link(token: str, *, room_key: str = "") -> GuestLink:
    """Return the link that this opens, of this room when one is named.

    Errors: GuestRefused: forged or unknown, of another room, withdrawn, expired, or its room ended.
    """
    try:
        key = LINKS.unsign(token).partition(".")[0]
    except BadSignature:
        raise GuestRefused("unknown") from None
    if room_key and key != room_key:
        raise GuestRefused("other_room")
    link = GuestLink.objects.select_related("room", "made_by").filter(token_hash=hash_of(token)).first()
    if link is None or link.room.key != key:
        raise GuestRefused("unknown")
    require_standing(link, clock.now())
    return link


def require_standing(link: GuestLink, now: datetime) -> None:
    """Errors: GuestRefused: withdrawn, expired, or its room ended."""
    if link.revoked_at is not None:
        raise GuestRefused("revoked")
    if link.room.state == RoomState.ENDED:
        raise GuestRefused("ended")
    if link.expires_at <= now:
        raise GuestRefused("expired")


def hash_of(secret: str) -> str:
    """Return what the database keeps of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def note(action: str, link: GuestLink, actor_id: int | None, detail: dict[str, Any]) -> None:
    """Write who did what with a link."""
    audit.record(
        action=action,
        actor_id=actor_id,
        entity_id=None,
        target=target_of(link.room),
        detail={"link": link.pk, **detail},
    )
