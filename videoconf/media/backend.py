"""What a room needs of whatever carries picture and voice. A new way of carrying them is one more class."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from videoconf.rules import Seats

Tell = Callable[[dict[str, Any]], Awaitable[None]]


class NoMedia(Exception):
    """What was asked needs a media server, and it is not there or does not answer."""


class NotAllowed(Exception):
    """The media server itself refuses this person."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a page measured of its own line in the last two seconds."""

    rtt_ms: int
    lost_permille: int
    kbps: int


class MediaDesk(Protocol):
    """One person's picture and voice in one room, both ways."""

    async def publish(self, leg: int, sdp: str, *, may: bool) -> str:
        """Take her offer and return the answer; a new `leg` is a new link. Errors: NoMedia, NotAllowed."""
        ...

    async def subscribe(self, leg: int, *, video: bool) -> None:
        """Send her what the others publish, from now on, as they come and go."""
        ...

    async def answer(self, leg: int, sdp: str) -> None:
        """Take her answer to the last offer."""
        ...

    async def trickle(self, of: str, leg: int, candidate: Mapping[str, Any] | None) -> None:
        """Take one of her addresses, for what she sends ("out") or receives ("in")."""
        ...

    async def layer(self, who: int, height: int) -> None:
        """Note how tall she shows somebody's picture; 0 is not at all."""
        ...

    @property
    def level(self) -> int:
        """How much of the others' pictures her line carries, from `layers.WHOLE` to none."""
        ...

    async def measured(self, line: Line) -> None:
        """Note how her line is, and send what fits in it."""
        ...

    async def enforce(self, *, voice: bool, picture: bool) -> None:
        """Let through what the room says she has on, and nothing else."""
        ...

    async def stop_sending(self) -> None:
        """Take back what she publishes: she may no longer."""
        ...

    async def close(self, *, ended: bool = False) -> None:
        """Stop everything of hers; with `ended`, the room is over, and goes from the media server too."""
        ...


class MediaBackend(Protocol):
    """A way of carrying picture and voice."""

    @property
    def name(self) -> str:
        """Return what the page's script is told."""
        ...

    def seats(self, kind: str) -> Seats:
        """Return how many may publish at once in a room of this kind."""
        ...

    def desk(self, room: str, who: int, tell: Tell) -> MediaDesk:
        """Return a person's desk; `tell` says things to her page. Errors: NoMedia."""
        ...

    async def rooms(self) -> list[str]:
        """Return the keys of the rooms that the media server keeps. Errors: NoMedia."""
        ...

    async def destroy(self, rooms: list[str]) -> None:
        """Take rooms out of the media server. Errors: NoMedia."""
        ...
