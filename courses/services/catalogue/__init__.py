"""Courses as they are written: templates, competences and pinned versions."""
