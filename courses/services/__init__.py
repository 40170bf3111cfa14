"""The verbs of training."""

from courses.services.admission import admit
from courses.services.attendance import attendance_list
from courses.services.attendance_csv import attendance_csv
from courses.services.learning import finish_lesson, leave_lesson, resume_point
from courses.services.outline import outline_of
from courses.services.pins import follow_new_version, pin_lessons
from courses.services.places import accept_offer, apply_for_place, withdraw
from courses.services.promotion import expire_offers
from courses.services.staff import answer_application, change_capacity, revise_edition
from courses.services.teaching import move_edition, open_edition, schedule_session

__all__ = [
    "accept_offer",
    "admit",
    "answer_application",
    "apply_for_place",
    "attendance_csv",
    "attendance_list",
    "change_capacity",
    "expire_offers",
    "finish_lesson",
    "follow_new_version",
    "leave_lesson",
    "move_edition",
    "open_edition",
    "outline_of",
    "pin_lessons",
    "resume_point",
    "revise_edition",
    "schedule_session",
    "withdraw",
]
