"""How far a person has come in a lesson."""

from django.conf import settings
from django.db import models

from courses.models.pages import LessonPage
from courses.querysets import LessonProgressQuerySet


class LessonProgress(models.Model):
    """Opened, where she left off, and finished. It belongs to the person, not to a town hall."""

    # No page, image or document is quoted here: Wagtail need not write down its references at each save.
    wagtail_reference_index_ignore = True
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="lesson_progress", verbose_name="persona"
    )
    lesson = models.ForeignKey(LessonPage, models.CASCADE, related_name="progress", verbose_name="lección")
    opened_at = models.DateTimeField("abierta")
    seen_at = models.DateTimeField("vista por última vez")
    anchor = models.CharField("por dónde va", max_length=80, blank=True)
    done_at = models.DateTimeField("hecha", null=True, blank=True)

    objects = LessonProgressQuerySet.as_manager()

    class Meta:
        verbose_name = "avance"
        verbose_name_plural = "avances"
        constraints = [models.UniqueConstraint(fields=["person", "lesson"], name="one_progress_per_lesson")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.lesson_id}"
