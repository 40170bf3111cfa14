"""A learning package (SCORM), and what the browser of each learner says she did in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from core.tenancy import TenantManager, TenantModel
from courses.enums.packages import Completion, PackageState, Success
from courses.models.enrolment import Enrolment
from courses.querysets.packages import PackageAttemptQuerySet, PackageQuerySet

LONGEST_SCO = 200


@dataclass(frozen=True, slots=True)
class Part:
    """Something of a package that is opened by itself: a SCO, or a loose page."""

    number: int
    sco: str
    title: str
    address: str
    is_tracked: bool
    mastery: float | None
    launch_data: str


class Package(models.Model):
    """A zip that was inspected and unpacked; its files are found by the hash of the zip."""

    # No page, image or document is quoted here: Wagtail need not write down its references at each save.
    wagtail_reference_index_ignore = True
    title = models.CharField("título", max_length=200)
    standard = models.CharField("norma", max_length=20)
    version = models.CharField("edición de la norma", max_length=60, blank=True)
    launch = models.JSONField("lo que se abre", default=list)
    items = models.JSONField("partes", default=list)
    sha256 = models.CharField("huella del zip", max_length=64, unique=True)
    size = models.PositiveBigIntegerField("bytes")
    files = models.PositiveIntegerField("ficheros")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="lo subió"
    )
    uploaded_at = models.DateTimeField("subido")
    state = models.CharField(
        "estado", max_length=10, choices=PackageState.choices, default=PackageState.READY
    )

    objects = PackageQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = "paquete"
        verbose_name_plural = "paquetes"

    def __str__(self) -> str:
        return self.title

    @property
    def is_2004(self) -> bool:
        """It speaks the second of the two languages."""
        return self.standard.endswith("2004")

    @property
    def parts(self) -> tuple[Part, ...]:
        """What can be opened, in order; each with a name of its own even where the manifest repeats one."""
        return tuple(self._parts())

    def _parts(self) -> Iterator[Part]:
        used: set[str] = set()
        for number, (item, address) in enumerate(zip(self.items, self.launch, strict=False)):
            sco = str(item.get("identifier") or "")[:LONGEST_SCO]
            sco = sco if sco and sco not in used else f"{sco}#{number}"
            used.add(sco)
            yield _part(number, sco, address, item)


def _part(number: int, sco: str, address: str, item: dict[str, Any]) -> Part:
    return Part(
        number=number,
        sco=sco,
        title=item.get("title") or f"Parte {number + 1}",
        address=address,
        is_tracked=item.get("type") == "sco",
        mastery=item.get("mastery_score"),
        launch_data=item.get("launch_data") or "",
    )


class PackageAttemptManager(TenantManager.from_queryset(PackageAttemptQuerySet)):  # type: ignore[misc]
    """The tenancy of the manager with the words of the queryset."""


class PackageAttempt(TenantModel):
    """One person in one part of a package, with her place. All of it is the claim of a browser."""

    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, related_name="package_attempts", verbose_name="plaza"
    )
    package = models.ForeignKey(Package, models.PROTECT, related_name="attempts", verbose_name="paquete")
    sco = models.CharField("parte", max_length=255)
    # The lesson it was last opened from: where one goes back to.
    lesson = models.ForeignKey(
        "courses.LessonPage", models.SET_NULL, related_name="+", null=True, verbose_name="lección"
    )
    # What the package keeps, as it came. The fields below are read from it and checked.
    cmi = models.JSONField("datos del paquete", default=dict, blank=True)
    completion = models.CharField(
        "avance", max_length=12, choices=Completion.choices, default=Completion.NOT_BEGUN
    )
    success = models.CharField("resultado", max_length=10, choices=Success.choices, default=Success.UNKNOWN)
    score_raw = models.DecimalField("nota", max_digits=12, decimal_places=4, null=True, blank=True)
    score_min = models.DecimalField("nota mínima", max_digits=12, decimal_places=4, null=True, blank=True)
    score_max = models.DecimalField("nota máxima", max_digits=12, decimal_places=4, null=True, blank=True)
    score_scaled = models.DecimalField(
        "nota de -1 a 1", max_digits=8, decimal_places=7, null=True, blank=True
    )
    total_time = models.PositiveIntegerField("segundos", default=0)
    # Those of the launches before the present one: each commit of a launch says its own time again.
    time_before = models.PositiveIntegerField("segundos de otras veces", default=0)
    entry = models.CharField("cómo se entra", max_length=10, blank=True, default="ab-initio")
    location = models.CharField("por dónde va", max_length=1000, blank=True)
    # When the page that spoke last was opened, in milliseconds, and the number it gave to what it said.
    launch = models.PositiveBigIntegerField("apertura", default=0)
    seq = models.PositiveIntegerField("orden", default=0)
    commits = models.PositiveIntegerField("veces guardado", default=0)
    opened_at = models.DateTimeField("abierto")
    last_commit_at = models.DateTimeField("guardado", null=True, blank=True)

    objects: ClassVar[PackageAttemptManager] = PackageAttemptManager()

    class Meta:
        ordering = ["enrolment", "package", "pk"]
        verbose_name = "intento de paquete"
        verbose_name_plural = "intentos de paquete"
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "package", "sco"], name="one_attempt_per_part")
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} en {self.package_id}: {self.get_completion_display()}"
