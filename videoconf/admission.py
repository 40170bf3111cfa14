"""Who may enter a room is the upper app's to say; here is only where it says it.

An app that opens rooms for some purpose ("courses.session") registers one function from `AppConfig.ready()`.
A purpose that nobody registered admits nobody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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


Admit = Callable[[Any, "Room"], Admission | None]
_admitters: dict[str, Admit] = {}


def register(purpose: str, admit: Admit) -> None:
    """Let `admit(person, room)` answer for the rooms of this purpose; None means no."""
    _admitters[purpose] = admit


def admission_for(person: Any, room: "Room") -> Admission | None:
    """Ask the app that opened the room whether this person may enter now, and as what."""
    admit = _admitters.get(room.purpose)
    if admit is None or not person.is_authenticated or not person.is_active:
        return None
    return admit(person, room)
