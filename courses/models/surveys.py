"""A survey: what is asked, what was asked in an edition, who has answered, and what was answered.

The last two are never to be joined. A response has no person, no town hall, no hour and a random key; a
receipt has no answer and no hour. `courses.services.surveys.answering` mixes the responses at each new one.
"""

import uuid
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from courses.enums.surveys import WITH_OPTIONS, SurveyQuestionKind
from courses.models.edition import Edition
from courses.models.enrolment import Enrolment
from courses.querysets.surveys import SurveyQuerySet, SurveyRunQuerySet


class Survey(ClusterableModel):
    """Some questions for whoever finishes an edition."""

    title = models.CharField("nombre", max_length=120)
    intro = models.CharField("qué se dice antes de preguntar", max_length=300, blank=True)
    days_open = models.PositiveSmallIntegerField(
        "días para contestar, desde que termina la edición",
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    is_default = models.BooleanField("se usa si la edición no dice otra", default=False)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["title"]
        verbose_name = "encuesta"
        verbose_name_plural = "encuestas"
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"],
                condition=models.Q(is_default=True),
                name="one_default_survey",
                violation_error_message="Ya hay otra encuesta que se usa si no se dice otra.",
            )
        ]

    def __str__(self) -> str:
        return self.title


class SurveyQuestion(Orderable):
    """One question; each edition keeps its own copy from its first answer on."""

    survey = ParentalKey(Survey, on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField("tipo", max_length=8, choices=SurveyQuestionKind.choices)
    text = models.CharField("pregunta", max_length=200)
    help_text = models.CharField("ayuda", max_length=200, blank=True)
    options = models.TextField("opciones", blank=True, help_text="Una en cada línea.")
    is_required = models.BooleanField("hay que contestarla", default=True)
    is_overall = models.BooleanField(
        "es la satisfacción con el curso", default=False, help_text="Solo si es una escala de 1 a 5."
    )

    class Meta(Orderable.Meta):
        verbose_name = "pregunta de encuesta"
        verbose_name_plural = "preguntas de encuesta"

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """Refuse options that do not fit the kind."""
        if self.kind in WITH_OPTIONS and len(set(self.option_list)) < 2:
            raise ValidationError({"options": "Escribe al menos dos opciones distintas, una en cada línea."})
        if self.is_overall and self.kind != SurveyQuestionKind.SCALE:
            raise ValidationError({"is_overall": "La satisfacción se mide con una escala de 1 a 5."})

    @property
    def option_list(self) -> list[str]:
        """The options, one for each line that says something."""
        return [line.strip() for line in self.options.splitlines() if line.strip()]


class SurveyRun(models.Model):
    """The questions an edition asks, frozen at its first answer; once closed it takes no more."""

    wagtail_reference_index_ignore = True
    edition = models.OneToOneField(Edition, models.PROTECT, related_name="survey_run", verbose_name="edición")
    questions = models.JSONField("preguntas")
    # For good: were it opened again, what the new answers add could be read as a difference.
    is_closed = models.BooleanField("cerrada", default=False)

    objects = SurveyRunQuerySet.as_manager()

    class Meta:
        verbose_name = "encuesta de una edición"
        verbose_name_plural = "encuestas de ediciones"

    def __str__(self) -> str:
        return f"Encuesta de {self.edition_id}"


class SurveyResponse(models.Model):
    """What somebody answered. Of whom, for which town hall and when is nowhere."""

    wagtail_reference_index_ignore = True
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(SurveyRun, models.PROTECT, related_name="responses", verbose_name="encuesta")
    answers = models.JSONField("respuestas")

    class Meta:
        verbose_name = "respuesta de encuesta"
        verbose_name_plural = "respuestas de encuesta"

    def __str__(self) -> str:
        return "Una respuesta"


class SurveyReceipt(models.Model):
    """Somebody has answered: so that she is not asked again, and nothing else."""

    wagtail_reference_index_ignore = True
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.OneToOneField(
        Enrolment, models.PROTECT, related_name="survey_receipt", verbose_name="plaza"
    )

    class Meta:
        verbose_name = "resguardo de encuesta"
        verbose_name_plural = "resguardos de encuesta"

    def __str__(self) -> str:
        return f"Ha contestado: {self.enrolment_id}"
