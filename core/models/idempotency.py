"""Answers kept so that a form sent twice acts once."""

from django.db import models


class IdempotencyRecord(models.Model):
    """The answer given to a key; the same key with the same content gets it again. Actor 0 is nobody."""

    purpose = models.CharField("acto", max_length=80)
    actor_id = models.PositiveBigIntegerField("quién", default=0)
    key = models.CharField("clave", max_length=64)
    fingerprint = models.CharField("huella del contenido", max_length=64)
    answer = models.JSONField("respuesta")
    created_at = models.DateTimeField("creada", db_index=True)

    class Meta:
        verbose_name = "respuesta guardada"
        verbose_name_plural = "respuestas guardadas"
        constraints = [
            models.UniqueConstraint(fields=["purpose", "actor_id", "key"], name="one_answer_per_key")
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.key}"
