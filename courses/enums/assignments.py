"""Words of assignments."""

from django.db import models


class LatePolicy(models.TextChoices):
    """What happens with work that comes after its date."""

    MARKED = "marked", "Se admite hasta que cierres la tarea, y se ve que llegó tarde"
    REFUSED = "refused", "No se admite"


class HandInRefusal(models.TextChoices):
    """Why work is not taken; the label is the sentence the person reads."""

    NOT_OPEN = "not_open", "Esta tarea todavía no se puede entregar."
    TOO_LATE = "too_late", "El plazo ha terminado y esta tarea no admite entregas tardías."
    CLOSED = "closed", "Esta tarea ya está cerrada: no admite más entregas."


class WorkState(models.TextChoices):
    """How the work of one person is."""

    MISSING = "missing", "Sin entregar"
    TO_MARK = "to_mark", "Por corregir"
    MARKED = "marked", "Corregida"
    PASSED = "passed", "Superada"
    NOT_PASSED = "not_passed", "Sin superar"
