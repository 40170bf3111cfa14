"""Which documents somebody may show in a room is the upper app's to say; here is only where it says it.

An app that opens rooms for some purpose registers one function from `AppConfig.ready()`; without it, who
directs uploads her own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.files import File

if TYPE_CHECKING:
    from videoconf.models import Room


@dataclass(frozen=True, slots=True)
class Offered:
    """A PDF that may be shown: how it is asked for, what it is called, and its bytes when they are wanted."""

    ref: str
    title: str
    open: Callable[[], File]


Offer = Callable[[Any, "Room"], list[Offered]]
_offers: dict[str, Offer] = {}


def register(purpose: str, offer: Offer) -> None:
    """Let `offer(person, room)` answer for the rooms of this purpose."""
    _offers[purpose] = offer


def offered_to(person: Any, room: "Room") -> list[Offered]:
    """Ask the app that opened the room which PDFs this person may show in it."""
    offer = _offers.get(room.purpose)
    return offer(person, room) if offer else []
