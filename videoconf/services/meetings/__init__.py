"""The verbs of meetings that stand alone. They use the room as any upper app does: by its admission."""

from videoconf.services.meetings.answering import answer
from videoconf.services.meetings.calling import Roll, call_roll, open_point, roll_of
from videoconf.services.meetings.changing import cancel, change, invite_again
from videoconf.services.meetings.convening import convene
from videoconf.services.meetings.plans import Called, Plan

__all__ = [
    "Called",
    "Plan",
    "Roll",
    "answer",
    "call_roll",
    "cancel",
    "change",
    "convene",
    "invite_again",
    "open_point",
    "roll_of",
]
