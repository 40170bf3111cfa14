"""Trainers who are of neither the Diputación nor a town hall."""

from django.conf import settings
from django.db import models

from people.querysets import ProviderMembershipQuerySet


class Provider(models.Model):
    """A firm or body that gives classes or rolls out a tool."""

    name = models.CharField("nombre", max_length=120, unique=True)
    email = models.EmailField("correo electrónico", blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = "proveedor"
        verbose_name_plural = "proveedores"

    def __str__(self) -> str:
        return self.name


class ProviderMembership(models.Model):
    """A guest: sees only the editions and rooms she is given by name."""

    # Wagtail's index of references is for contents; a row of work would queue a task at each save.
    wagtail_reference_index_ignore = True
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="provider_memberships", verbose_name="persona"
    )
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="members", verbose_name="proveedor")
    valid_from = models.DateField("desde")
    valid_to = models.DateField("hasta", null=True, blank=True)

    objects = models.Manager.from_queryset(ProviderMembershipQuerySet)()

    class Meta:
        verbose_name = "persona de un proveedor"
        verbose_name_plural = "personas de proveedores"

    def __str__(self) -> str:
        return f"{self.person}, {self.provider}"
