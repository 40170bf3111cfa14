"""The only way in: an invitation sent by somebody of the Diputación."""

from django.conf import settings
from django.db import models

from core.tenancy import TenantModel


class Invitation(TenantModel):
    """An offer of an account, for one person in one entity; its token is kept only as a hash."""

    email = models.EmailField("correo electrónico")
    first_name = models.CharField("nombre", max_length=80)
    last_name = models.CharField("apellidos", max_length=120, blank=True)
    post = models.CharField("puesto", max_length=120)
    roles = models.JSONField("funciones", default=list)
    token_hash = models.CharField("huella del enlace", max_length=64, unique=True)
    created_at = models.DateTimeField("creada")
    expires_at = models.DateTimeField("caduca")
    accepted_at = models.DateTimeField("aceptada", null=True, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="invita"
    )

    class Meta:
        ordering = ["-created_at"]
        verbose_name = "invitación"
        verbose_name_plural = "invitaciones"

    def __str__(self) -> str:
        return self.email
