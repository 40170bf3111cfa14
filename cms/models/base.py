"""The one base of every page, in one table (ADR 0003)."""

from django.conf import settings
from django.db import models
from wagtail.models import Page

from cms.enums import Audience


class BasePage(Page):
    """A page with an audience, somebody responsible and a date to look at it again."""

    audience = models.CharField(
        "quién puede leerla",
        max_length=12,
        choices=Audience.choices,
        default=Audience.COUNCILS,
        db_index=True,
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="responsable",
    )
    review_on = models.DateField("revisar el", null=True, blank=True)
    summary = models.CharField("resumen", max_length=300, blank=True)

    class Meta:
        verbose_name = "página"
        verbose_name_plural = "páginas"
