"""An edition: a course given once, with places and dates."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from courses.enums import Allocation, EditionState, Overlap
from courses.models.pages import CoursePage
from courses.querysets import EditionQuerySet


class Edition(models.Model):
    """A course given once. Its row is the lock of every path that changes a place."""

    # No page, image or document is quoted here: Wagtail need not write down its references at each save.
    wagtail_reference_index_ignore = True
    course = models.ForeignKey(CoursePage, models.PROTECT, related_name="editions", verbose_name="curso")
    code = models.SlugField("código", max_length=40, unique=True)
    title = models.CharField("nombre", max_length=120)
    capacity = models.PositiveSmallIntegerField("plazas")
    apply_from = models.DateTimeField("se puede pedir desde")
    apply_until = models.DateTimeField("se puede pedir hasta")
    cancel_until = models.DateTimeField("se puede renunciar hasta")
    starts_on = models.DateField("empieza")
    ends_on = models.DateField("termina")
    min_attendance = models.PositiveSmallIntegerField("asistencia mínima, en %", default=80)
    needs_approval = models.BooleanField("hace falta el visto bueno", default=False)
    state = models.CharField(
        "estado", max_length=10, choices=EditionState.choices, default=EditionState.PLANNED
    )
    allocation = models.CharField(
        "reparto de las plazas", max_length=8, choices=Allocation.choices, default=Allocation.ARRIVAL
    )
    allocated_at = models.DateTimeField("adjudicadas", null=True, blank=True, editable=False)
    one_per_entity_until = models.DateTimeField("una plaza por ayuntamiento hasta", null=True, blank=True)
    reserved_until = models.DateTimeField("los cupos se guardan hasta", null=True, blank=True)
    needs_consent = models.BooleanField("hace falta el visto bueno de la alcaldía", default=False)
    overlap = models.CharField(
        "si coincide con otra clase", max_length=8, choices=Overlap.choices, default=Overlap.WARN
    )
    cancelled_because = models.CharField("por qué se anuló", max_length=200, blank=True)
    survey = models.ForeignKey(
        "courses.Survey",
        models.PROTECT,
        related_name="editions",
        null=True,
        blank=True,
        verbose_name="encuesta",
        help_text="Si no eliges ninguna, se usa la de siempre.",
    )
    trainers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="editions_taught", blank=True, verbose_name="formadores"
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "code"]
        verbose_name = "edición"
        verbose_name_plural = "ediciones"
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="edition_dates_in_order"),
            models.CheckConstraint(
                condition=Q(apply_until__gt=F("apply_from")), name="edition_window_in_order"
            ),
            models.CheckConstraint(
                condition=Q(min_attendance__lte=100), name="edition_attendance_is_percentage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
