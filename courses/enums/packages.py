"""Words of learning packages."""

from django.db import models


class PackageState(models.TextChoices):
    """Whether a package may be put in lessons and opened."""

    READY = "ready", "Disponible"
    RETIRED = "retired", "Retirado"


class Completion(models.TextChoices):
    """How far a person is in one part of a package, as her browser says."""

    NOT_BEGUN = "not_begun", "Sin empezar"
    INCOMPLETE = "incomplete", "A medias"
    COMPLETED = "completed", "Terminado"


class Success(models.TextChoices):
    """Whether she passed one part of a package, as her browser says."""

    UNKNOWN = "unknown", "Sin nota"
    PASSED = "passed", "Aprobado"
    FAILED = "failed", "No aprobado"
