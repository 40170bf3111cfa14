"""A question of a bank."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from core.clock import now
from courses.banks.checking import why_wrong
from courses.enums import QuestionKind
from courses.querysets import QuestionQuerySet


class Question(models.Model):  # type: ignore[django-manager-missing]  # parts hang from an untyped base
    """One question; a quiz copies what it asks, so changing this one changes no attempt already made."""

    # No page, image or document is quoted here: Wagtail need not write down its references at each save.
    wagtail_reference_index_ignore = True
    kind = models.CharField("tipo", max_length=12, choices=QuestionKind.choices)
    title = models.CharField("título", max_length=255)
    text = models.TextField("enunciado")
    data = models.JSONField("respuestas", default=dict, blank=True)
    bank = models.CharField("banco", max_length=200, blank=True, db_index=True)
    feedback = models.TextField("comentario general", blank=True)
    points = models.PositiveSmallIntegerField("puntos", default=1)
    created_at = models.DateTimeField("creada", default=now, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "pregunta"
        verbose_name_plural = "preguntas"
        ordering = ["bank", "pk"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse answers that do not fit the kind, saying why."""
        reason = why_wrong(kind=self.kind, text=self.text, data=self.data)
        if reason:
            raise ValidationError({"data": reason})

    @property
    def answers(self) -> list[dict[str, Any]]:
        """The weighed answers, of the kinds that have them."""
        found: list[dict[str, Any]] = self.data.get("choices") or self.data.get("answers") or []
        return found
