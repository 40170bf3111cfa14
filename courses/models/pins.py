"""Which version of a lesson an edition teaches."""

from django.db import models

from courses.models.edition import Edition
from courses.models.pages import LessonPage
from courses.querysets import PinnedLessonQuerySet


class PinnedLesson(models.Model):
    """The revision of a lesson an edition began with: a later edit does not change a course half done."""

    # No page, image or document is quoted here: Wagtail need not write down its references at each save.
    wagtail_reference_index_ignore = True
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="pins", verbose_name="edición")
    lesson = models.ForeignKey(LessonPage, models.CASCADE, related_name="pins", verbose_name="lección")
    # `purge_revisions` passes over a protected one.
    revision = models.ForeignKey(
        "wagtailcore.Revision", models.PROTECT, related_name="+", verbose_name="versión"
    )
    pinned_at = models.DateTimeField("fijada")

    objects = PinnedLessonQuerySet.as_manager()

    class Meta:
        verbose_name = "versión fijada"
        verbose_name_plural = "versiones fijadas"
        constraints = [models.UniqueConstraint(fields=["edition", "lesson"], name="one_version_per_edition")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.lesson_id} r{self.revision_id}"
