"""How training goes in the province: who is trained, how each course is followed, whom to call."""

from courses.services.dashboard.calls import Call, people_to_call
from courses.services.dashboard.course import CoursePanel, course_panel
from courses.services.dashboard.gap import Gap, widest_gap
from courses.services.dashboard.inviting import InvitationRefused, invite_to_edition, staff_of
from courses.services.dashboard.offers import Offer, Offers, offers_now
from courses.services.dashboard.presence import Cell, by_weekday_and_hour, records_of
from courses.services.dashboard.province import Asked, ProvincePanel, Subject, TownHall, province_panel
from courses.services.dashboard.sheets import sheet_of
from courses.services.dashboard.trained import trained_people

__all__ = [
    "Asked",
    "Call",
    "Cell",
    "CoursePanel",
    "Gap",
    "InvitationRefused",
    "Offer",
    "Offers",
    "ProvincePanel",
    "Subject",
    "TownHall",
    "by_weekday_and_hour",
    "course_panel",
    "invite_to_edition",
    "offers_now",
    "people_to_call",
    "province_panel",
    "records_of",
    "sheet_of",
    "staff_of",
    "trained_people",
    "widest_gap",
]
