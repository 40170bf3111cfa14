"""Training in Wagtail's admin, one subject per file; importing one registers it."""

from courses.wagtail_hooks import editions, new_course, pages

__all__ = ["editions", "new_course", "pages"]
