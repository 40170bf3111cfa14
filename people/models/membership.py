"""Who serves which entity, as what, from when to when."""

from django.conf import settings
from django.db import models

from people.enums import Role
from people.models.entity import LocalEntity
from people.querysets import MembershipQuerySet


class Membership(models.Model):
    """A person's post in an entity. One person with several is the normal case."""

    # Wagtail's index of references is for contents; a row of work would queue a task at each save.
    wagtail_reference_index_ignore = True
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name="persona"
    )
    entity = models.ForeignKey(
        LocalEntity, models.PROTECT, related_name="memberships", verbose_name="entidad"
    )
    post = models.CharField("puesto", max_length=120)
    valid_from = models.DateField("desde")
    valid_to = models.DateField("hasta", null=True, blank=True)

    objects = models.Manager.from_queryset(MembershipQuerySet)()

    class Meta:
        ordering = ["entity__name"]
        verbose_name = "puesto"
        verbose_name_plural = "puestos"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="membership_dates_in_order",
            ),
            models.UniqueConstraint(
                fields=["person", "entity"],
                condition=models.Q(valid_to__isnull=True),
                name="one_open_membership_per_entity",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}, {self.entity}"


class RoleGrant(models.Model):
    """One role of a membership."""

    # Wagtail's index of references is for contents; a row of work would queue a task at each save.
    wagtail_reference_index_ignore = True
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="roles", verbose_name="puesto")
    role = models.CharField("función", max_length=16, choices=Role.choices)

    class Meta:
        verbose_name = "función"
        verbose_name_plural = "funciones"
        constraints = [
            models.UniqueConstraint(fields=["membership", "role"], name="role_once_per_membership")
        ]

    def __str__(self) -> str:
        return self.get_role_display()
