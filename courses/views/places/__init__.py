"""Asking for a place, and consenting to it."""
