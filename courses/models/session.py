"""A live class of an edition."""

from django.db import models

from courses.models.edition import Edition
from courses.querysets import LiveSessionQuerySet
from videoconf.models import Room


class StandingSessionManager(models.Manager.from_queryset(LiveSessionQuerySet)):  # type: ignore[misc]
    """The classes that stand: one that was called off is in no list, no roll and no sum."""

    def get_queryset(self) -> LiveSessionQuerySet:
        """Leave out those that were called off."""
        found: LiveSessionQuerySet = super().get_queryset().filter(cancelled_at=None)
        return found


class LiveSession(models.Model):
    """One class; its room holds the people and the truth of who came."""

    # No page, image or document is quoted here: Wagtail need not write down its references at each save.
    wagtail_reference_index_ignore = True
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="sessions", verbose_name="edición")
    title = models.CharField("título", max_length=200)
    starts_at = models.DateTimeField("empieza")
    ends_at = models.DateTimeField("termina")
    # Counts the changes of hour: a calendar that has the class replaces it only by a higher number.
    sequence = models.PositiveSmallIntegerField("cambios de hora", default=0)
    room = models.OneToOneField(Room, models.PROTECT, related_name="live_session", verbose_name="sala")
    attendance_closed_at = models.DateTimeField("asistencia cerrada", null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField("anulada", null=True, blank=True, editable=False)
    cancelled_because = models.CharField("por qué se anuló", max_length=200, blank=True)

    objects = StandingSessionManager()
    # Those called off too: a calendar that has the class must be told that it is gone.
    every = LiveSessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        verbose_name = "clase en directo"
        verbose_name_plural = "clases en directo"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="session_times_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.title
