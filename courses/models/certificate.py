"""A certificate: what was said of somebody, sealed. Its row never changes; what happens later is another."""

from django.core.validators import MinValueValidator
from django.db import models
from wagtail.models import PreviewableMixin

from core.models import StoredFile
from courses.enums.certificates import CertificateKind
from courses.models.edition import Edition
from courses.models.enrolment import Enrolment


class CertificateTemplate(PreviewableMixin, models.Model):
    """The words of the paper and who signs it."""

    title = models.CharField("nombre", max_length=120)
    kind = models.CharField("tipo", max_length=12, choices=CertificateKind.choices)
    body = models.TextField(
        "texto", blank=True, help_text="Va después del curso y de las horas. Se imprime tal cual."
    )
    signatory = models.CharField("quién firma", max_length=120)
    post = models.CharField("puesto de quien firma", max_length=160)
    is_default = models.BooleanField("se usa si no se dice otra", default=False)

    class Meta:
        ordering = ["kind", "title"]
        verbose_name = "modelo de certificado"
        verbose_name_plural = "modelos de certificado"
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(is_default=True), name="one_default_template"
            )
        ]

    def __str__(self) -> str:
        return self.title


class MeritRecognition(models.Model):
    """The act by which the competent body recognises an edition as merit."""

    # No page, image or document is quoted here: Wagtail need not write down its references at each save.
    wagtail_reference_index_ignore = True
    edition = models.OneToOneField(Edition, models.PROTECT, related_name="merit", verbose_name="edición")
    body = models.CharField("quién la reconoce", max_length=160)
    resolution = models.CharField("resolución", max_length=120)
    resolved_on = models.DateField("fecha de la resolución")
    score = models.DecimalField(
        "puntuación", max_digits=4, decimal_places=2, validators=[MinValueValidator(0)]
    )

    class Meta:
        verbose_name = "reconocimiento de mérito"
        verbose_name_plural = "reconocimientos de mérito"

    def __str__(self) -> str:
        return self.resolution


class AchievementConfirmation(models.Model):
    """A trainer says that somebody learnt what was taught."""

    append_only = True
    enrolment = models.OneToOneField(
        Enrolment, models.PROTECT, related_name="achievement", verbose_name="plaza"
    )
    at = models.DateTimeField("cuándo")
    actor_id = models.PositiveBigIntegerField("quién")
    reason = models.CharField("por qué", max_length=200)

    class Meta:
        verbose_name = "aprovechamiento confirmado"
        verbose_name_plural = "aprovechamientos confirmados"

    def __str__(self) -> str:
        return self.reason


class Certificate(models.Model):
    """A sealed paper. It is sealed before its row is written, so there is none without its PDF."""

    append_only = True
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, related_name="certificates", verbose_name="plaza"
    )
    kind = models.CharField("tipo", max_length=12, choices=CertificateKind.choices)
    version = models.PositiveSmallIntegerField("versión", default=1)
    snapshot = models.JSONField("lo que dice")
    pdf = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="fichero")
    sha256 = models.CharField("huella", max_length=64)
    code = models.CharField("código", max_length=40, unique=True)
    issued_at = models.DateTimeField("expedido")
    replaces = models.OneToOneField(
        "self", models.PROTECT, related_name="replaced_by", null=True, blank=True, verbose_name="sustituye a"
    )

    class Meta:
        ordering = ["-issued_at", "-pk"]
        verbose_name = "certificado"
        verbose_name_plural = "certificados"
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "kind", "version"], name="one_certificate_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code}"


class CertificateRevocation(models.Model):
    """Takes a certificate back: who, when and why."""

    append_only = True
    certificate = models.OneToOneField(
        Certificate, models.PROTECT, related_name="revocation", verbose_name="certificado"
    )
    at = models.DateTimeField("cuándo")
    actor_id = models.PositiveBigIntegerField("quién")
    reason = models.CharField("motivo", max_length=200)

    class Meta:
        verbose_name = "anulación de certificado"
        verbose_name_plural = "anulaciones de certificado"

    def __str__(self) -> str:
        return self.reason
