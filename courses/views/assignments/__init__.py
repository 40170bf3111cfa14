"""Assignments: work handed in and marked."""
