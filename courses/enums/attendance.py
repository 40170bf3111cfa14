"""Words of attendance."""

from django.db import models


class Outcome(models.TextChoices):
    """What came of a class for one person."""

    PRESENT = "present", "Ha asistido"
    PARTIAL = "partial", "Ha asistido en parte"
    ABSENT = "absent", "No ha asistido"
    JUSTIFIED = "justified", "Falta justificada"
