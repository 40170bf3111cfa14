"""The verbs of the rooms."""

from videoconf.services.attendance import Attendance, attendance_of, own_attendance
from videoconf.services.events import stream_of
from videoconf.services.presence import approach, enter, leave, lose
from videoconf.services.refusals import MESSAGES, RoomRefused
from videoconf.services.rooms import create_room, end
from videoconf.services.seats import Arrival
from videoconf.services.state import TOO_MANY, last_number, state_of
from videoconf.services.talk import say, set_media
from videoconf.services.upkeep import beat, close_overdue, forget, sweep

__all__ = [
    "MESSAGES",
    "TOO_MANY",
    "Arrival",
    "Attendance",
    "RoomRefused",
    "approach",
    "attendance_of",
    "beat",
    "close_overdue",
    "create_room",
    "end",
    "enter",
    "forget",
    "last_number",
    "leave",
    "lose",
    "own_attendance",
    "say",
    "set_media",
    "state_of",
    "stream_of",
    "sweep",
]
