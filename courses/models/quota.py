"""Places of an edition kept for some town halls until a date."""

from django.conf import settings
from django.db import models

from courses.models.edition import Edition
from people.enums import EntityKind


class EditionQuota(models.Model):
    """Seats kept, until the edition's date, for small town halls, one kind, one comarca or one alone."""

    wagtail_reference_index_ignore = True
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="quotas", verbose_name="edición")
    label = models.CharField("para quién", max_length=80)
    max_population = models.PositiveIntegerField("hasta cuántos habitantes", null=True, blank=True)
    kind = models.CharField("clase de entidad", max_length=16, choices=EntityKind.choices, blank=True)
    comarca = models.CharField("comarca", max_length=80, blank=True)
    entity = models.ForeignKey(
        settings.TENANT_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="entidad"
    )
    seats = models.PositiveSmallIntegerField("plazas guardadas")

    class Meta:
        ordering = ["pk"]
        verbose_name = "cupo"
        verbose_name_plural = "cupos"

    def __str__(self) -> str:
        return f"{self.seats} para {self.label}"
