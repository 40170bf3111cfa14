"""A place asked for, on behalf of a town hall, and everything that happened to it."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from core.tenancy import TenantManager, TenantModel
from courses.enums import KEPT, EnrolmentState
from courses.models.edition import Edition
from courses.querysets import EnrolmentQuerySet


class EnrolmentManager(TenantManager.from_queryset(EnrolmentQuerySet)):  # type: ignore[misc]
    """The tenancy of the manager with the words of the queryset."""


class Enrolment(TenantModel):
    """One person's application to one edition, for the town hall she named."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="enrolments", verbose_name="edición")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="enrolments", verbose_name="persona"
    )
    state = models.CharField("estado", max_length=16, choices=EnrolmentState.choices)
    applied_at = models.DateTimeField("pedida")
    rank = models.PositiveIntegerField("orden", default=0)
    score = models.IntegerField("puntuación", default=0)
    reasons = models.JSONField("por qué en ese puesto", default=list, blank=True)
    offer_expires = models.DateTimeField("la oferta caduca", null=True, blank=True)

    objects: ClassVar[EnrolmentManager] = EnrolmentManager()

    class Meta:
        ordering = ["applied_at", "id"]
        verbose_name = "plaza"
        verbose_name_plural = "plazas"
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "person"],
                condition=models.Q(state__in=KEPT),
                name="one_place_per_person",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=EnrolmentState.OFFERED) | models.Q(offer_expires__isnull=False),
                name="offer_has_an_end",
            ),
        ]
        indexes = [models.Index(fields=["edition", "state"], name="places_by_state")]

    def __str__(self) -> str:
        return f"{self.person_id} en {self.edition_id}: {self.get_state_display()}"


class EnrolmentEvent(TenantModel):
    """A change of state: who, when, why. Never changed."""

    append_only = True
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="events", verbose_name="plaza")
    at = models.DateTimeField("cuándo")
    actor_id = models.PositiveBigIntegerField("quién", null=True, blank=True)
    source = models.CharField("de", max_length=16, blank=True)
    target = models.CharField("a", max_length=16, choices=EnrolmentState.choices)
    reason = models.CharField("motivo", max_length=200, blank=True)

    class Meta:
        ordering = ["at", "id"]
        verbose_name = "cambio de plaza"
        verbose_name_plural = "cambios de plaza"

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"
