"""Words of the question banks."""

from django.db import models


class QuestionKind(models.TextChoices):
    """How a question is answered."""

    SINGLE = "single", "Una respuesta"
    MULTIPLE = "multiple", "Varias respuestas"
    TRUE_FALSE = "true_false", "Verdadero o falso"
    MATCHING = "matching", "Emparejar"
    SHORT = "short", "Respuesta corta"
    NUMERICAL = "numerical", "Numérica"
    ORDERING = "ordering", "Ordenar"
    ESSAY = "essay", "Respuesta larga"
