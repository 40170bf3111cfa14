"""What a page asks about the others, and about who speaks: one verb each, and no answer but the event."""

from typing import Any

from channels.db import database_sync_to_async

from videoconf import services
from videoconf.consumers.socket import RoomSocket


class Moderation(RoomSocket):
    """The door, the floor and order in the room. Who may say each of these is in the access table."""

    async def on_admit(self, message: dict[str, Any]) -> None:
        """Let in one of those who wait, or all of them."""
        await self._direct(services.admit, who=message.get("who"))

    async def on_deny(self, message: dict[str, Any]) -> None:
        """Send away one of those who wait."""
        await self._direct(services.deny, who=message["who"])

    async def on_hand(self, message: dict[str, Any]) -> None:
        """Ask for the floor, or give it back."""
        await database_sync_to_async(services.raise_hand)(participant=self.desk.participant, up=message["up"])

    async def on_floor_grant(self, message: dict[str, Any]) -> None:
        """Give somebody the floor."""
        await self._direct(services.grant_floor, who=message["who"])

    async def on_floor_end(self, message: dict[str, Any]) -> None:
        """Take the floor back."""
        await self._direct(services.end_floor, who=message["who"])

    async def on_mute(self, message: dict[str, Any]) -> None:
        """Switch off a microphone or a camera, or allow it again."""
        await self._direct(services.mute, who=message["who"], what=message["what"], on=message["on"])

    async def on_remove(self, message: dict[str, Any]) -> None:
        """Put somebody out for good."""
        await self._direct(services.remove, who=message["who"])

    async def on_lock(self, message: dict[str, Any]) -> None:
        """Close the entry, or open it."""
        await self._direct(services.lock, on=message["on"])

    async def on_promote(self, message: dict[str, Any]) -> None:
        """Name a co-host, or take it back."""
        await self._direct(services.promote, who=message["who"], on=message["on"])

    async def on_phase(self, message: dict[str, Any]) -> None:
        """Begin, close a part, pause or go on."""
        await self._direct(services.change_phase, to=message["to"])

    async def _direct(self, verb: Any, **what: Any) -> None:
        await database_sync_to_async(verb)(by=self.desk.participant, **what)
