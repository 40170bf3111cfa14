"""The only way in: an invitation sent by somebody of the Diputación."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from core.tenancy import TenantModel
from people.enums import InvitationState


class Invitation(TenantModel):
    """An offer of an account, for one person in one entity.

    The code is never stored: it is derived from the row and the site's key (people.codes), so that a letter
    can be printed again while a stolen copy of the table opens nothing. Its hash is kept, to find the row.
    """

    email = models.EmailField("correo electrónico")
    first_name = models.CharField("nombre", max_length=80)
    last_name = models.CharField("apellidos", max_length=120, blank=True)
    post = models.CharField("puesto", max_length=120)
    roles = models.JSONField("funciones", default=list)
    nonce = models.CharField("semilla del código", max_length=32)
    token_hash = models.CharField("huella del código", max_length=64, unique=True)
    created_at = models.DateTimeField("creada")
    expires_at = models.DateTimeField("caduca")
    accepted_at = models.DateTimeField("aceptada", null=True, blank=True)
    revoked_at = models.DateTimeField("retirada", null=True, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="invita"
    )

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = "invitación"
        verbose_name_plural = "invitaciones"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "entity",
                condition=models.Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="one_open_invitation_per_entity",
            )
        ]

    def __str__(self) -> str:
        return self.email

    def get_full_name(self) -> str:
        """Return name and surnames as said."""
        return f"{self.first_name} {self.last_name}".strip()

    def state_at(self, moment: datetime) -> InvitationState:
        """Return where the invitation stands at a moment."""
        if self.accepted_at is not None:
            return InvitationState.ACCEPTED
        if self.revoked_at is not None:
            return InvitationState.REVOKED
        return InvitationState.PENDING if moment < self.expires_at else InvitationState.EXPIRED
