"""Work asked for, handed in and marked."""

from courses.services.assignments.delivering import hand_in
from courses.services.assignments.marking import mark_submission
from courses.services.assignments.reminding import remind_of_assignments
from courses.services.assignments.setting import close_assignment, publish_assignment, revise_assignment

__all__ = [
    "close_assignment",
    "hand_in",
    "mark_submission",
    "publish_assignment",
    "remind_of_assignments",
    "revise_assignment",
]
