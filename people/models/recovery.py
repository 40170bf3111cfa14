"""A way back in for whoever lost the phone: given by an adviser who has called back."""

from datetime import datetime

from django.conf import settings
from django.db import models


class PhoneRecovery(models.Model):
    """A one-time code, said on the phone, that takes the old factors away. Kept only as a hash."""

    # Wagtail's index of references is for contents; a row of work would queue a task at each save.
    wagtail_reference_index_ignore = True
    MAX_ATTEMPTS = 5

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="recoveries", verbose_name="persona"
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="quién llamó"
    )
    phone_called = models.CharField("teléfono al que se llamó", max_length=20)
    reason = models.CharField("motivo", max_length=300)
    code_hash = models.CharField("huella del código", max_length=64)
    created_at = models.DateTimeField("dado")
    expires_at = models.DateTimeField("caduca")
    attempts = models.PositiveSmallIntegerField("intentos fallidos", default=0)
    closed_at = models.DateTimeField("cerrado", null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = "recuperación del segundo paso"
        verbose_name_plural = "recuperaciones del segundo paso"
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(closed_at__isnull=True), name="one_open_recovery"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.created_at:%Y-%m-%d}"

    def is_usable_at(self, moment: datetime) -> bool:
        """Return whether the code can still be used."""
        return self.closed_at is None and moment < self.expires_at and self.attempts < self.MAX_ATTEMPTS
