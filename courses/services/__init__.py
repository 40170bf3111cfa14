"""The verbs of training."""

from courses.services.attendance.breaks import add_break, move_break, remove_break
from courses.services.attendance.lists import attendance_list
from courses.services.attendance.roll import (
    close_attendance,
    close_ended_classes,
    correct_attendance,
    justify_absence,
)
from courses.services.attendance.sheet import attendance_csv
from courses.services.attendance.totals import attendance_totals
from courses.services.catalogue.pins import follow_new_version, pin_lessons
from courses.services.editions.admission import admit
from courses.services.editions.agenda import remind
from courses.services.editions.teaching import finish_edition, move_edition, open_edition, schedule_session
from courses.services.editions.timetable import add_classes, cancel_session, reschedule_session
from courses.services.learning.outline import outline_of
from courses.services.learning.progress import finish_lesson, leave_lesson, resume_point
from courses.services.places.allocation import allocate_places, settle_due
from courses.services.places.applying import accept_offer, apply_for_place, withdraw
from courses.services.places.consent import answer_for_town_hall
from courses.services.places.importing import import_places, read_places
from courses.services.places.promotion import expire_offers
from courses.services.places.quotas import keep_seats
from courses.services.places.staff import answer_application, change_capacity, revise_edition

__all__ = [
    "accept_offer",
    "add_break",
    "add_classes",
    "admit",
    "allocate_places",
    "answer_application",
    "answer_for_town_hall",
    "apply_for_place",
    "attendance_csv",
    "attendance_list",
    "attendance_totals",
    "cancel_session",
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
    "move_break",
    "move_edition",
    "open_edition",
    "outline_of",
    "pin_lessons",
    "read_places",
    "remind",
    "remove_break",
    "reschedule_session",
    "resume_point",
    "revise_edition",
    "schedule_session",
    "settle_due",
    "withdraw",
]
