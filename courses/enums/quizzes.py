"""Words of the quizzes."""

from django.db import models


class FeedbackWhen(models.TextChoices):
    """When a learner reads which of her answers were right."""

    AT_ONCE = "at_once", "En cuanto lo entrega"
    AT_THE_END = "at_the_end", "Cuando aprueba o no le quedan intentos"
    NEVER = "never", "Nunca: solo la nota"


class AttemptEnd(models.TextChoices):
    """How an attempt came to its end."""

    SENT = "sent", "Entregado"
    LATE = "late", "Entregado fuera de tiempo: vale lo guardado"
    TIME = "time", "Cerrado al acabar el tiempo"
    CLOSED = "closed", "Cerrado al terminar la edición: vale lo guardado"
