"""Training in Wagtail's admin, one subject per file; importing one registers it."""

from courses.wagtail_hooks import editions, pages

__all__ = ["editions", "pages"]
