"""What happened in a room, numbered and chained; the words apart, so that they can be purged."""

from typing import Any, Final

from django.db import models

from core.models import StreamEvent
from videoconf.models.room import Room

# Committed to in the chain, and nobody else's business: whose account is behind a participant.
UNTOLD: Final = frozenset({"person", "guest"})


class RoomEvent(StreamEvent):
    """Event n of a room."""

    room = models.ForeignKey(Room, models.PROTECT, related_name="events", verbose_name="sala")

    class Meta:
        ordering = ["number"]
        verbose_name = "suceso de sala"
        verbose_name_plural = "sucesos de sala"
        constraints = [models.UniqueConstraint(fields=["room", "number"], name="room_event_number_once")]

    def __str__(self) -> str:
        return f"{self.room_id}/{self.number} {self.kind}"

    def as_message(self, body: Any) -> dict[str, Any]:
        """Return what a page is told of this event."""
        told = {name: said for name, said in body.items() if name not in UNTOLD} if body else body
        return super().as_message(told)


class RoomEventPayload(models.Model):
    """The content of an event: deleted when its retention ends; the chain still verifies."""

    event = models.OneToOneField(
        RoomEvent, models.CASCADE, related_name="payload", primary_key=True, verbose_name="suceso"
    )
    salt = models.CharField("sal", max_length=32)
    body = models.JSONField("contenido")
    # The sender's own name for it: a line sent again after a cut is not written twice.
    ref = models.CharField("referencia de quien lo envía", max_length=64, null=True, blank=True, unique=True)

    class Meta:
        verbose_name = "contenido de suceso"
        verbose_name_plural = "contenidos de suceso"

    def __str__(self) -> str:
        return str(self.event_id)
