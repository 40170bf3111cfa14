"""What is found on checking a room."""

from dataclasses import asdict, dataclass
from typing import Any

from core.chain import ChainError


@dataclass(frozen=True, slots=True)
class RoomVerdict:
    """What was found on reading a room from its first event."""

    room: str
    events: int = 0
    head: str = ""
    # Events whose content was erased when its term came; their place in the chain is still checked.
    purged: int = 0
    errors: tuple[ChainError, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.errors

    def as_json(self) -> dict[str, Any]:
        """Return it as the command prints it."""
        return {"ok": self.ok, **asdict(self), "errors": [asdict(error) for error in self.errors]}
