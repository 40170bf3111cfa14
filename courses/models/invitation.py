"""Somebody of the service told somebody of a town hall about an edition. Once, and never changed."""

from django.conf import settings
from django.db import models

from courses.models.edition import Edition


class EditionInvitation(models.Model):
    """A person was invited to ask for a place in an edition."""

    append_only = True
    wagtail_reference_index_ignore = True
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="invitations", verbose_name="edición")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="edition_invitations", verbose_name="persona"
    )
    at = models.DateTimeField("cuándo")
    actor_id = models.PositiveBigIntegerField("quién")

    class Meta:
        ordering = ["at", "id"]
        verbose_name = "invitación a una edición"
        verbose_name_plural = "invitaciones a ediciones"
        constraints = [
            models.UniqueConstraint(fields=["edition", "person"], name="one_invitation_per_edition")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} a {self.edition_id}"
