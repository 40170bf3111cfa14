"""Rooms, who is in them, and what happened there."""

from videoconf.models.event import RoomEvent, RoomEventPayload
from videoconf.models.floor import FloorTurn
from videoconf.models.guest import GuestEntry, GuestLink
from videoconf.models.meeting import AgendaPoint, Meeting, MeetingInvitee
from videoconf.models.participant import Participant, PresenceSpan
from videoconf.models.poll import Poll, PollAnswer, PollOption
from videoconf.models.retention import RetentionTerm
from videoconf.models.room import Room
from videoconf.models.slides import Slide, SlideDeck

__all__ = [
    "AgendaPoint",
    "FloorTurn",
    "GuestEntry",
    "GuestLink",
    "Meeting",
    "MeetingInvitee",
    "Participant",
    "Poll",
    "PollAnswer",
    "PollOption",
    "PresenceSpan",
    "RetentionTerm",
    "Room",
    "RoomEvent",
    "RoomEventPayload",
    "Slide",
    "SlideDeck",
]
