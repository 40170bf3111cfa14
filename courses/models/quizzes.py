"""A quiz, the parts it is made of, and each attempt at it."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from core.clock import now
from core.tenancy import TenantManager, TenantModel
from courses.enums import AttemptEnd, FeedbackWhen
from courses.models.enrolment import Enrolment
from courses.models.pages import LessonPage
from courses.models.question import Question
from courses.querysets import QuizAttemptQuerySet

LONGEST_BANK = 200


class Quiz(ClusterableModel):
    """Questions that are asked together, with what is needed to pass. A lesson shows it by its block."""

    title = models.CharField("título", max_length=160)
    introduction = models.TextField("presentación", blank=True, help_text="Qué se pregunta y para qué sirve.")
    pass_percent = models.PositiveSmallIntegerField(
        "se aprueba con, en %", default=60, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    attempts = models.PositiveSmallIntegerField(
        "intentos", default=0, validators=[MaxValueValidator(50)], help_text="Con 0 no hay límite."
    )
    minutes = models.PositiveSmallIntegerField(
        "minutos",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
        help_text="Sin minutos, no hay límite de tiempo.",
    )
    feedback_when = models.CharField(
        "cuándo se ven las respuestas buenas",
        max_length=12,
        choices=FeedbackWhen.choices,
        default=FeedbackWhen.AT_ONCE,
    )
    shuffle = models.BooleanField("barajar las opciones y el orden de las preguntas", default=True)
    created_at = models.DateTimeField("creado", default=now, editable=False)

    class Meta:
        verbose_name = "cuestionario"
        verbose_name_plural = "cuestionarios"
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pass_percent__gte=1, pass_percent__lte=100), name="quiz_pass_is_percentage"
            )
        ]

    def __str__(self) -> str:
        return self.title


class QuizPart(Orderable):
    """One question, or some drawn by lot out of a bank."""

    # The question is protected by its key, which says why it cannot be deleted.
    wagtail_reference_index_ignore = True
    quiz = ParentalKey(Quiz, on_delete=models.CASCADE, related_name="parts", verbose_name="cuestionario")
    question = models.ForeignKey(
        Question, models.PROTECT, related_name="parts", null=True, blank=True, verbose_name="pregunta"
    )
    bank = models.CharField("banco", max_length=LONGEST_BANK, blank=True)
    how_many = models.PositiveSmallIntegerField(
        "cuántas", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    class Meta(Orderable.Meta):
        verbose_name = "parte de un cuestionario"
        verbose_name_plural = "partes de un cuestionario"
        constraints = [
            models.CheckConstraint(
                condition=Q(question__isnull=False, bank="", how_many__isnull=True)
                | (Q(question__isnull=True, how_many__isnull=False, how_many__gte=1) & ~Q(bank="")),
                name="quiz_part_is_one_thing",
                violation_error_message="Elige una pregunta, o un banco y cuántas salen de él.",
            )
        ]

    def __str__(self) -> str:
        return str(self.question) if self.question_id else f"{self.how_many} de «{self.bank}»"

    def clean(self) -> None:
        """Refuse to draw more than the bank has."""
        if self.question_id or not self.bank or not self.how_many:
            return
        there = Question.objects.of_bank(self.bank).count()
        if self.how_many > there:
            raise ValidationError({"how_many": f"El banco «{self.bank}» tiene {there} y pides más."})


class QuizAttemptManager(TenantManager.from_queryset(QuizAttemptQuerySet)):  # type: ignore[misc]
    """The tenancy of the manager with the words of the queryset."""


class QuizAttempt(TenantModel):
    """One time that one person took a quiz. `frozen` is what was asked: no later change reaches it."""

    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, related_name="quiz_attempts", verbose_name="plaza"
    )
    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="taken", verbose_name="cuestionario")
    lesson = models.ForeignKey(
        LessonPage, models.SET_NULL, related_name="+", null=True, verbose_name="lección"
    )
    number = models.PositiveSmallIntegerField("intento")
    frozen = models.JSONField("lo que se preguntó")
    answers = models.JSONField("respuestas", default=dict)
    marks = models.JSONField("notas", default=dict)
    started_at = models.DateTimeField("empezado")
    deadline_at = models.DateTimeField("hasta", null=True, blank=True)
    saved_at = models.DateTimeField("guardado", null=True, blank=True)
    submitted_at = models.DateTimeField("entregado", null=True, blank=True)
    ended = models.CharField("cómo acabó", max_length=6, choices=AttemptEnd.choices, blank=True)
    score = models.DecimalField("nota", max_digits=8, decimal_places=2, null=True, blank=True)
    max_score = models.PositiveIntegerField("nota máxima", default=0)
    # Unknown while long answers that could change it wait for somebody to read them.
    passed = models.BooleanField("aprobado", null=True)
    pending = models.PositiveSmallIntegerField("respuestas por corregir", default=0)

    objects: ClassVar[QuizAttemptManager] = QuizAttemptManager()

    class Meta:
        ordering = ["enrolment", "quiz", "number"]
        verbose_name = "intento de cuestionario"
        verbose_name_plural = "intentos de cuestionario"
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "quiz", "number"], name="one_attempt_a_number"),
            models.UniqueConstraint(
                fields=["enrolment", "quiz"], condition=Q(submitted_at=None), name="one_open_attempt"
            ),
        ]
        indexes = [models.Index(fields=["deadline_at"], name="attempts_by_deadline")]

    def __str__(self) -> str:
        return f"{self.quiz_id}, intento {self.number} de {self.enrolment_id}"
