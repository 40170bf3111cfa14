"""What may follow what in a room, who sits where, and who may say what. Nothing here touches the database."""

from videoconf.rules.door import is_shut_out, must_wait
from videoconf.rules.machines import keeps_the_machines
from videoconf.rules.meetings import convenes, may_convene
from videoconf.rules.ranks import DIRECTS, ranks_above, role_on_entering
from videoconf.rules.saying import (
    directs_the_room,
    has_come,
    is_admitted,
    is_hers,
    is_in_the_room,
    may_exchange_media,
    may_send_media,
    moderates_the_room,
    writes_captions,
)
from videoconf.rules.seats import (
    SPEAKERS_IN_A_CLASS,
    Seats,
    has_room_for_a_speaker,
    may_publish,
    may_send,
    seat_for,
)
from videoconf.rules.times import FRESH, GRACE, GUESSED, OVERDUE, STALE
from videoconf.rules.transitions import (
    HOLDS_A_SEAT,
    IN_SESSION,
    PARTICIPANT_TRANSITIONS,
    ROOM_TRANSITIONS,
    participant_may_become,
    room_may_become,
)

__all__ = [
    "DIRECTS",
    "FRESH",
    "GRACE",
    "GUESSED",
    "HOLDS_A_SEAT",
    "IN_SESSION",
    "OVERDUE",
    "PARTICIPANT_TRANSITIONS",
    "ROOM_TRANSITIONS",
    "SPEAKERS_IN_A_CLASS",
    "STALE",
    "Seats",
    "convenes",
    "directs_the_room",
    "has_come",
    "has_room_for_a_speaker",
    "is_admitted",
    "is_hers",
    "is_in_the_room",
    "is_shut_out",
    "keeps_the_machines",
    "may_convene",
    "may_exchange_media",
    "may_publish",
    "may_send",
    "may_send_media",
    "moderates_the_room",
    "must_wait",
    "participant_may_become",
    "ranks_above",
    "role_on_entering",
    "room_may_become",
    "seat_for",
    "writes_captions",
]
