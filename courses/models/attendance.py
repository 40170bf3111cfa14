"""What a class was without its breaks, and what is written of each person once it is over."""

from typing import ClassVar

from django.db import models

from core.tenancy import TenantManager, TenantModel
from courses.enums import Outcome
from courses.models.enrolment import Enrolment
from courses.models.session import LiveSession
from courses.querysets import AttendanceRecordQuerySet


class SessionBreak(models.Model):
    """A rest inside a class: nobody is expected to be there."""

    # No page, image or document is quoted here: Wagtail need not write down its references at each save.
    wagtail_reference_index_ignore = True
    session = models.ForeignKey(LiveSession, models.PROTECT, related_name="breaks", verbose_name="clase")
    starts_at = models.DateTimeField("empieza")
    ends_at = models.DateTimeField("termina")

    class Meta:
        ordering = ["starts_at"]
        verbose_name = "descanso"
        verbose_name_plural = "descansos"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="break_times_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%H:%M}-{self.ends_at:%H:%M}"


class AttendanceRecordManager(TenantManager.from_queryset(AttendanceRecordQuerySet)):  # type: ignore[misc]
    """The tenancy of the manager with the words of the queryset."""


class AttendanceRecord(TenantModel):
    """How long one person was in one class, for the town hall of her place. Changed only by an edit."""

    session = models.ForeignKey(LiveSession, models.PROTECT, related_name="records", verbose_name="clase")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="records", verbose_name="plaza")
    seconds = models.PositiveIntegerField("segundos")
    scheduled = models.PositiveIntegerField("segundos de clase")
    percent = models.PositiveSmallIntegerField("porcentaje")
    outcome = models.CharField("resultado", max_length=10, choices=Outcome.choices)
    closed_at = models.DateTimeField("cerrada")

    objects: ClassVar[AttendanceRecordManager] = AttendanceRecordManager()

    class Meta:
        ordering = ["session", "enrolment"]
        verbose_name = "asistencia"
        verbose_name_plural = "asistencias"
        constraints = [
            models.UniqueConstraint(fields=["session", "enrolment"], name="one_record_per_class"),
            models.CheckConstraint(
                condition=models.Q(seconds__lte=models.F("scheduled")), name="record_within_the_class"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} en {self.session_id}: {self.get_outcome_display()}"


class AttendanceEdit(TenantModel):
    """A correction by hand: what was written, what is written now, who and why. Never changed."""

    append_only = True
    record = models.ForeignKey(
        AttendanceRecord, models.PROTECT, related_name="edits", verbose_name="asistencia"
    )
    at = models.DateTimeField("cuándo")
    actor_id = models.PositiveBigIntegerField("quién")
    seconds_before = models.PositiveIntegerField("segundos antes")
    seconds_after = models.PositiveIntegerField("segundos después")
    outcome_before = models.CharField("resultado antes", max_length=10, choices=Outcome.choices)
    outcome_after = models.CharField("resultado después", max_length=10, choices=Outcome.choices)
    reason = models.CharField("motivo", max_length=200)

    class Meta:
        ordering = ["at", "id"]
        verbose_name = "corrección de asistencia"
        verbose_name_plural = "correcciones de asistencia"
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="edit_of_attendance_has_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.seconds_before} → {self.seconds_after}"
