"""Editions and their classes: opened, given, moved, finished."""
