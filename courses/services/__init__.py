"""The verbs of training."""

from courses.services.admission import admit
from courses.services.agenda import remind, reschedule_session
from courses.services.allocation import allocate_places, settle_due
from courses.services.attendance import attendance_list
from courses.services.attendance_csv import attendance_csv
from courses.services.attendance_totals import attendance_totals
from courses.services.consent import answer_for_town_hall
from courses.services.importing import import_places, read_places
from courses.services.learning import finish_lesson, leave_lesson, resume_point
from courses.services.outline import outline_of
from courses.services.pins import follow_new_version, pin_lessons
from courses.services.places import accept_offer, apply_for_place, withdraw
from courses.services.promotion import expire_offers
from courses.services.quotas import keep_seats
from courses.services.roll import (
    add_break,
    close_attendance,
    close_ended_classes,
    correct_attendance,
    justify_absence,
)
from courses.services.staff import answer_application, change_capacity, revise_edition
from courses.services.teaching import finish_edition, move_edition, open_edition, schedule_session

__all__ = [
    "accept_offer",
    "add_break",
    "admit",
    "allocate_places",
    "answer_application",
    "answer_for_town_hall",
    "apply_for_place",
    "attendance_csv",
    "attendance_list",
    "attendance_totals",
    "change_capacity",
    "close_attendance",
    "close_ended_classes",
    "correct_attendance",
    "expire_offers",
    "finish_edition",
    "finish_lesson",
    "follow_new_version",
    "import_places",
    "justify_absence",
    "keep_seats",
    "leave_lesson",
    "move_edition",
    "open_edition",
    "outline_of",
    "pin_lessons",
    "read_places",
    "remind",
    "reschedule_session",
    "resume_point",
    "revise_edition",
    "schedule_session",
    "settle_due",
    "withdraw",
]
