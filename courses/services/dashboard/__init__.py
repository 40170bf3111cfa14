"""How training goes in the province: who is trained, how each course is followed, whom to call."""

from courses.services.dashboard.calls import Call, people_to_call
from courses.services.dashboard.course import Cell, CoursePanel, course_panel
from courses.services.dashboard.province import ProvincePanel, TownHall, province_panel
from courses.services.dashboard.sheets import sheet_of
from courses.services.dashboard.trained import trained_people

__all__ = [
    "Call",
    "Cell",
    "CoursePanel",
    "ProvincePanel",
    "TownHall",
    "course_panel",
    "people_to_call",
    "province_panel",
    "sheet_of",
    "trained_people",
]
