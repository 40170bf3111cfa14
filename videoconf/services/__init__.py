"""The verbs of the rooms."""

from videoconf.services.attendance import Attendance, attendance_of, own_attendance
from videoconf.services.captions import name_captioner
from videoconf.services.ended_media import close_ended_media
from videoconf.services.events import stream_of
from videoconf.services.floor import end_floor, grant_floor, raise_hand, turns_of
from videoconf.services.lobby import admit, deny
from videoconf.services.marks import mark
from videoconf.services.moderation import lock, mute, promote, remove
from videoconf.services.phases import change_phase
from videoconf.services.polls import answer_poll, answered_by, close_poll, open_poll
from videoconf.services.presence import approach, enter, leave, lose
from videoconf.services.refusals import MESSAGES, RoomRefused
from videoconf.services.rooms import Door, create_room, end
from videoconf.services.seats import Arrival
from videoconf.services.slides import show_slide, stop_slides
from videoconf.services.state import TOO_MANY, last_number, place_in, seat_now, state_of, state_outside
from videoconf.services.talk import caption, say, set_media, set_picture
from videoconf.services.upkeep import beat, close_overdue, forget, sweep

__all__ = [
    "MESSAGES",
    "TOO_MANY",
    "Arrival",
    "Attendance",
    "Door",
    "RoomRefused",
    "admit",
    "answer_poll",
    "answered_by",
    "approach",
    "attendance_of",
    "beat",
    "caption",
    "change_phase",
    "close_ended_media",
    "close_overdue",
    "close_poll",
    "create_room",
    "deny",
    "end",
    "end_floor",
    "enter",
    "forget",
    "grant_floor",
    "last_number",
    "leave",
    "lock",
    "lose",
    "mark",
    "mute",
    "name_captioner",
    "open_poll",
    "own_attendance",
    "place_in",
    "promote",
    "raise_hand",
    "remove",
    "say",
    "seat_now",
    "set_media",
    "set_picture",
    "show_slide",
    "state_of",
    "state_outside",
    "stop_slides",
    "stream_of",
    "sweep",
    "turns_of",
]
