"""What who directs shows to everybody."""

from typing import Any

from channels.db import database_sync_to_async

from videoconf import services
from videoconf.consumers.socket import RoomSocket


class Showing(RoomSocket):
    """Slides: the pictures go by their own address; here, only which one everybody is on."""

    async def on_slide(self, message: dict[str, Any]) -> None:
        """Show a page of some slides."""
        await database_sync_to_async(services.show_slide)(
            by=self.desk.participant, deck_id=message["deck"], page=message["page"]
        )

    async def on_slide_stop(self, message: dict[str, Any]) -> None:
        """Show none any more."""
        await database_sync_to_async(services.stop_slides)(by=self.desk.participant)
