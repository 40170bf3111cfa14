"""What who directs puts before everybody, and what is answered."""

from typing import Any

from channels.db import database_sync_to_async

from videoconf import services
from videoconf.consumers.socket import RoomSocket


class Asking(RoomSocket):
    """Marks and polls. An answer goes to the database and nowhere else: the others hear how many."""

    async def on_mark(self, message: dict[str, Any]) -> None:
        """Write that a point begins."""
        await database_sync_to_async(services.mark)(by=self.desk.participant, text=message["text"])

    async def on_poll_open(self, message: dict[str, Any]) -> None:
        """Ask something of everybody."""
        await database_sync_to_async(services.open_poll)(
            by=self.desk.participant,
            question=message["question"],
            options=message["options"],
            anonymous=message["anonymous"],
        )

    async def on_poll_vote(self, message: dict[str, Any]) -> None:
        """Answer; she alone is told that it was kept."""
        await database_sync_to_async(services.answer_poll)(
            participant=self.desk.participant, poll_id=message["poll"], option_id=message["option"]
        )
        await self.say({"kind": "voted", "poll": message["poll"]})

    async def on_poll_close(self, message: dict[str, Any]) -> None:
        """Take no more answers."""
        await database_sync_to_async(services.close_poll)(by=self.desk.participant, poll_id=message["poll"])

    async def recall(self) -> None:
        """Remind her page that she has answered what is being asked."""
        poll = await database_sync_to_async(services.answered_by)(self.desk.participant)
        if poll is not None:
            await self.say({"kind": "voted", "poll": poll})
