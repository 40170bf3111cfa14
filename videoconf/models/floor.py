"""Turns to speak: who asked, when it was given, by whom, and how it ended."""

from django.db import models

from videoconf.enums import FloorEnd
from videoconf.models.participant import Participant
from videoconf.querysets import FloorTurnQuerySet


class FloorTurn(models.Model):
    """One turn. Without `asked_at`, the floor was given to who had not asked for it."""

    # Wagtail's index of references is for contents; a row of work would queue a task at each save.
    wagtail_reference_index_ignore = True
    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="turns", verbose_name="participante"
    )
    asked_at = models.DateTimeField("la pidió", null=True, blank=True)
    granted_at = models.DateTimeField("se le dio")
    granted_by = models.ForeignKey(
        Participant, models.CASCADE, related_name="turns_given", verbose_name="quién se la dio"
    )
    ended_at = models.DateTimeField("terminó", null=True, blank=True)
    ended_by = models.ForeignKey(
        Participant,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="turns_ended",
        verbose_name="quién lo terminó",
    )
    cause = models.CharField("por qué terminó", max_length=10, choices=FloorEnd.choices, blank=True)

    objects = FloorTurnQuerySet.as_manager()

    class Meta:
        ordering = ["granted_at", "pk"]
        verbose_name = "turno de palabra"
        verbose_name_plural = "turnos de palabra"
        constraints = [
            models.UniqueConstraint(
                fields=["participant"], condition=models.Q(ended_at__isnull=True), name="one_open_turn_each"
            ),
            models.CheckConstraint(
                condition=(models.Q(asked_at__isnull=True) | models.Q(asked_at__lte=models.F("granted_at")))
                & (models.Q(ended_at__isnull=True) | models.Q(ended_at__gte=models.F("granted_at"))),
                name="floor_turn_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, cause="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(cause="")),
                name="floor_turn_ends_with_a_cause",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant} {self.granted_at:%H:%M:%S}"
