"""Rooms as people see them: real browsers on a real server."""
