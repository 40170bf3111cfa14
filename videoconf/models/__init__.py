"""Rooms, who is in them, and what happened there."""

from videoconf.models.event import RoomEvent, RoomEventPayload
from videoconf.models.floor import FloorTurn
from videoconf.models.participant import Participant, PresenceSpan
from videoconf.models.retention import RetentionTerm
from videoconf.models.room import Room

__all__ = [
    "FloorTurn",
    "Participant",
    "PresenceSpan",
    "RetentionTerm",
    "Room",
    "RoomEvent",
    "RoomEventPayload",
]
