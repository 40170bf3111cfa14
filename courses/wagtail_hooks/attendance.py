"""Attendance in Wagtail's admin: only read."""

from wagtail_modeladmin.options import modeladmin_register

from courses.admin_lists import AttendanceLists

modeladmin_register(AttendanceLists)
