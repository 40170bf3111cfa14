"""Words of the ways to begin a course."""

from django.db import models


class Blueprint(models.TextChoices):
    """What a new course begins with."""

    SHORT = "corto", "Curso corto: tres unidades para leer"
    LIVE = "directo", "Curso con clases en directo"
    QUIZ = "cuestionario", "Curso con cuestionario final"
    WHOLE = "completo", "Curso completo: lecturas, dos clases en directo y cuestionario final"
