"""Attendance, and the breaks of a class."""
