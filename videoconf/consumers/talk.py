"""What people say in writing besides the chat: letter by letter, and captions."""

from typing import Any

from channels.db import database_sync_to_async

from core import hub
from videoconf import services
from videoconf.consumers.limits import rooms
from videoconf.consumers.socket import RoomSocket


class Talk(RoomSocket):
    """Real-time text goes from page to page and is kept nowhere; a finished line is an event."""

    async def on_typed(self, message: dict[str, Any]) -> None:
        """Pass on what is being written in the chat."""
        self._pass_on(message, caption=False)

    async def on_caption_typed(self, message: dict[str, Any]) -> None:
        """Pass on what is being captioned."""
        self._pass_on(message, caption=True)

    async def on_caption(self, message: dict[str, Any]) -> None:
        """Keep a finished line of captions."""
        await database_sync_to_async(services.caption)(
            participant=self.desk.participant, text=message["text"], ref=message["ref"]
        )

    async def on_captioner(self, message: dict[str, Any]) -> None:
        """Name who captions, or take it back."""
        await database_sync_to_async(services.name_captioner)(
            by=self.desk.participant, who=message["who"], on=message["on"]
        )

    def _pass_on(self, message: dict[str, Any], *, caption: bool) -> None:
        # Only the window that holds her seat. Too fast is passed over, not punished: a piece that is missing
        # is put right by the next whole line. Who captions is read by who cannot hear: the room's own limit,
        # that others may have spent, is not hers.
        if self.joined and self.typing.take() and (caption or rooms.may_type(self.desk.room.pk)):
            said = {name: message[name] for name in ("ref", "seq", "at", "text")}
            said |= {"kind": "typed", "by": self.desk.participant.pk, "caption": caption}
            hub.say(services.stream_of(self.desk.room), said)
