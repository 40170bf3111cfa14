"""Words of surveys."""

from typing import Final

from django.db import models

# With fewer answers than these, whoever reads them could guess who wrote them.
FEWEST: Final = 5
SCALE: Final = (1, 2, 3, 4, 5)


class SurveyQuestionKind(models.TextChoices):
    """How a question of a survey is answered."""

    SCALE = "scale", "Escala de 1 a 5"
    ONE = "one", "Una opción"
    SEVERAL = "several", "Varias opciones"
    YES_NO = "yes_no", "Sí o no"
    TEXT = "text", "Texto libre"


# Kinds whose options the editor writes.
WITH_OPTIONS = (SurveyQuestionKind.ONE, SurveyQuestionKind.SEVERAL)


class SurveyMoment(models.TextChoices):
    """Where the survey of an edition is for one person."""

    EARLY = "early", "Todavía no se puede contestar"
    OPEN = "open", "Se puede contestar"
    ANSWERED = "answered", "Ya has contestado"
    CLOSED = "closed", "El plazo ha terminado"
