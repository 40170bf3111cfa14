"""Training in Wagtail's admin, one subject per file; importing one registers it."""

from courses.wagtail_hooks import course_list, editions, new_course, pages

__all__ = ["course_list", "editions", "new_course", "pages"]
