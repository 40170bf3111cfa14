"""Who comes to a room with a link and no account: in rules and sockets she stands where a person would."""

from dataclasses import dataclass
from typing import Any, ClassVar, Final

# Kept by her browser for one room alone: the link she opened, and her key once she said her name.
LINK_COOKIE: Final = "sala_enlace"
ENTRY_COOKIE: Final = "sala_invitada"


@dataclass(frozen=True, slots=True)
class Guest:
    """A guest of one room, by the row of her entry; whether it still stands is asked of the database."""

    guest_id: int
    room_id: int
    is_authenticated: ClassVar[bool] = False
    is_active: ClassVar[bool] = True

    @property
    def pk(self) -> str:
        """Return a name that is no person's."""
        return f"guest-{self.guest_id}"


def identity(visitor: Any) -> dict[str, Any]:
    """Return by which column of a participant somebody is known."""
    return {"guest_id": visitor.guest_id} if isinstance(visitor, Guest) else {"person": visitor}
