"""Who may enter a room is the upper app's to say; here is only where it says it.

An app that opens rooms for some purpose ("courses.session") registers one function from `AppConfig.ready()`.
A purpose that nobody registered admits nobody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core import clock
from videoconf.enums import ParticipantRole, RoomKind
from videoconf.guests import Guest
from videoconf.models import GuestEntry

if TYPE_CHECKING:
    from videoconf.models import Room


@dataclass(frozen=True, slots=True)
class Admission:
    """As what, under which name and for which entity a person enters; and where she goes afterwards."""

    role: str
    display_name: str
    entity_id: int | None = None
    entity_name: str = ""
    back_url: str = "/"
    back_label: str = "Volver al inicio"
    # Whether she waits to be let in; None: as the room says.
    waits: bool | None = None


Admit = Callable[[Any, "Room"], Admission | None]
SeesRoll = Callable[[Any, "Room"], bool]
_admitters: dict[str, Admit] = {}
_readers: dict[str, SeesRoll] = {}


def register(purpose: str, admit: Admit, sees_roll: SeesRoll | None = None) -> None:
    """Let `admit(person, room)` answer for the rooms of this purpose; None means no.

    `sees_roll(person, room)` says who reads everybody's attendance; without it, who directs the room.
    """
    _admitters[purpose] = admit
    if sees_roll is not None:
        _readers[purpose] = sees_roll


def admission_for(person: Any, room: "Room") -> Admission | None:
    """Ask the app that opened the room whether this person may enter now, and as what.

    A guest is asked of her link: she takes part in a meeting, listens in a class, and always waits first.
    """
    if isinstance(person, Guest):
        return _admission_of_guest(person, room)
    admit = _admitters.get(room.purpose)
    if admit is None or not person.is_authenticated or not person.is_active:
        return None
    return admit(person, room)


def _admission_of_guest(guest: Guest, room: "Room") -> Admission | None:
    standing = GuestEntry.objects.standing(clock.now()).select_related("link")
    entry = standing.filter(pk=guest.guest_id, link__room=room).first()
    if entry is None:
        return None
    role = ParticipantRole.SPEAKER if room.kind == RoomKind.MEETING else ParticipantRole.LISTENER
    return Admission(role, entry.name, entity_name=entry.link.label, back_label="Ir al inicio", waits=True)


def may_see_roll(person: Any, room: "Room") -> bool:
    """Ask the app that opened the room whether this person may read everybody's attendance."""
    if not person.is_authenticated or not person.is_active:
        return False
    sees_roll = _readers.get(room.purpose)
    if sees_roll is not None:
        return sees_roll(person, room)
    admission = admission_for(person, room)
    return admission is not None and admission.role == ParticipantRole.HOST
