"""Work to hand in, what each person handed in, and how it was marked."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.models import StoredFile
from core.tenancy import TenantManager, TenantModel
from courses.enums.assignments import LatePolicy
from courses.models.edition import Edition
from courses.models.enrolment import Enrolment
from courses.querysets.assignments import AssignmentQuerySet, SubmissionQuerySet


class Assignment(models.Model):
    """A piece of work that whoever gives an edition asks of its people."""

    # No page, image or document is quoted here: Wagtail need not write down its references at each save.
    wagtail_reference_index_ignore = True
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="assignments", verbose_name="edición")
    title = models.CharField("título", max_length=120)
    instructions = models.TextField("qué hay que hacer", max_length=20_000)
    opens_at = models.DateTimeField("se entrega desde")
    due_at = models.DateTimeField("se entrega hasta")
    max_points = models.DecimalField("puntos como máximo", max_digits=6, decimal_places=2)
    must_pass = models.BooleanField("hay que superarla", default=False)
    pass_points = models.DecimalField("puntos para superarla", max_digits=6, decimal_places=2, default=0)
    max_files = models.PositiveSmallIntegerField("ficheros como máximo", default=1)
    max_megabytes = models.PositiveSmallIntegerField("MB como máximo por fichero", default=10)
    late = models.CharField(
        "si llega tarde", max_length=8, choices=LatePolicy.choices, default=LatePolicy.MARKED
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="quién la puso"
    )
    closed_at = models.DateTimeField("cerrada", null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "id"]
        verbose_name = "tarea"
        verbose_name_plural = "tareas"
        constraints = [
            models.CheckConstraint(condition=Q(due_at__gt=F("opens_at")), name="assignment_dates_in_order"),
            models.CheckConstraint(condition=Q(max_points__gt=0), name="assignment_is_worth_something"),
            models.CheckConstraint(
                condition=Q(pass_points__gte=0, pass_points__lte=F("max_points")),
                name="assignment_can_be_passed",
            ),
            models.CheckConstraint(
                condition=Q(max_files__lte=3, max_megabytes__gte=1, max_megabytes__lte=25),
                name="assignment_files_within_bounds",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SubmissionManager(TenantManager.from_queryset(SubmissionQuerySet)):  # type: ignore[misc]
    """The tenancy of the manager with the words of the queryset."""


class Submission(TenantModel):
    """One delivery of one person. No verb changes it: the next delivery is another version.

    Not sealed by triggers: what learners wrote is purged one day, when the plan's audit period ends.
    """

    assignment = models.ForeignKey(
        Assignment, models.PROTECT, related_name="submissions", verbose_name="tarea"
    )
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="submissions", verbose_name="plaza")
    version = models.PositiveIntegerField("versión")
    text = models.TextField("texto", blank=True)
    handed_at = models.DateTimeField("recibida")
    is_late = models.BooleanField("fuera de plazo", default=False)

    objects: ClassVar[SubmissionManager] = SubmissionManager()

    class Meta:
        ordering = ["handed_at", "id"]
        verbose_name = "entrega"
        verbose_name_plural = "entregas"
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "enrolment", "version"], name="one_delivery_a_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} en {self.assignment_id}: versión {self.version}"


class SubmissionFile(TenantModel):
    """A file of a delivery: its bytes are kept once, under their SHA-256; its name is what she called it."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="files", verbose_name="entrega")
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="fichero")
    name = models.CharField("nombre", max_length=120)

    class Meta:
        ordering = ["id"]
        verbose_name = "fichero de una entrega"
        verbose_name_plural = "ficheros de una entrega"

    def __str__(self) -> str:
        return self.name


class Marking(TenantModel):
    """What a delivery was worth to whoever marked it. A correction is another row; the last one counts."""

    append_only = True
    submission = models.ForeignKey(
        Submission, models.PROTECT, related_name="markings", verbose_name="entrega"
    )
    points = models.DecimalField("puntos", max_digits=6, decimal_places=2)
    comment = models.TextField("comentario", blank=True)
    marker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="quién corrige"
    )
    at = models.DateTimeField("cuándo")
    reason = models.CharField("motivo del cambio", max_length=200, blank=True)

    class Meta:
        ordering = ["at", "id"]
        verbose_name = "corrección"
        verbose_name_plural = "correcciones"
        constraints = [models.CheckConstraint(condition=Q(points__gte=0), name="marking_is_not_negative")]

    def __str__(self) -> str:
        return f"{self.points} en la entrega {self.submission_id}"
