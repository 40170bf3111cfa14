"""Links with which somebody without an account comes to the door of one room, and who came with them."""

from django.conf import settings
from django.db import models

from videoconf.enums import RetentionClass
from videoconf.models.room import Room
from videoconf.querysets import GuestEntryQuerySet, GuestLinkQuerySet


class GuestLink(models.Model):
    """One link to one room. What opens it is in the mail alone: here is its hash."""

    # Wagtail's index of references is for contents; a row of work would queue a task at each save.
    wagtail_reference_index_ignore = True
    # Erased with the names of who was there, and whoever came with it too (`services.purging`).
    goes_with = (RetentionClass.NAMES, "room")
    room = models.ForeignKey(Room, models.CASCADE, related_name="guest_links", verbose_name="sala")
    # What the others read beside her name, where a member's entity goes.
    label = models.CharField("quién es o de dónde viene", max_length=120)
    # With a name, it is the one she enters by; without, she writes it.
    name = models.CharField("nombre", max_length=120, blank=True)
    email = models.EmailField("correo electrónico", blank=True)
    token_hash = models.CharField("huella del enlace", max_length=64, unique=True)
    # For one browser: the second one that opens it is refused.
    single_use = models.BooleanField("de una sola persona", default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="quién lo hizo"
    )
    made_at = models.DateTimeField("hecho")
    expires_at = models.DateTimeField("caduca")
    revoked_at = models.DateTimeField("retirado", null=True, blank=True)

    objects = GuestLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = "enlace de invitación a una sala"
        verbose_name_plural = "enlaces de invitación a una sala"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")), name="guest_link_lasts_a_while"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.label

    def came_as(self) -> str:
        """Return the names said by those who came with it, joined by commas."""
        return ", ".join(entry.name for entry in self.entries.all())


class GuestEntry(models.Model):
    """Somebody who opened a link and said her name; her browser keeps the key, and here is its hash."""

    # Wagtail's index of references is for contents; a row of work would queue a task at each save.
    wagtail_reference_index_ignore = True
    link = models.ForeignKey(GuestLink, models.CASCADE, related_name="entries", verbose_name="enlace")
    name = models.CharField("nombre con el que entra", max_length=120)
    key_hash = models.CharField("huella de su llave", max_length=64, unique=True)
    began_at = models.DateTimeField("abrió el enlace")

    objects = GuestEntryQuerySet.as_manager()

    class Meta:
        ordering = ["began_at", "pk"]
        verbose_name = "entrada con enlace"
        verbose_name_plural = "entradas con enlace"

    def __str__(self) -> str:
        return self.name
