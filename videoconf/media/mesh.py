"""Direct links between browsers: each one sends its picture to every other, so the room stays small."""

from typing import Final

from videoconf.media.backend import MediaDesk, NoMedia, Tell
from videoconf.rules import Seats


class MeshBackend:
    """Nothing to run: the pages find each other with the signals that the socket passes on."""

    name: Final = "mesh"

    def seats(self, kind: str) -> Seats:
        """Return what an ordinary computer and line bear: each one sends to every other."""
        return Seats(video=4, media=6)

    def desk(self, room: str, who: int, tell: Tell) -> MediaDesk:
        """Refuse: there is no server to speak with."""
        raise NoMedia

    async def rooms(self) -> list[str]:
        """Return none: nothing is kept anywhere."""
        return []

    async def destroy(self, rooms: list[str]) -> None:
        """Do nothing: there is nothing to take out."""
