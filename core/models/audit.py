"""The log of acts: who, for whom, what, from where, when."""

from django.db import models

from core.models.chain import ChainedRow, NumberSeries


class AuditSeries(NumberSeries):
    """The one counter of the audit log."""

    name = models.CharField("nombre", max_length=40, unique=True)

    class Meta:
        verbose_name = "serie de auditoría"
        verbose_name_plural = "series de auditoría"

    def __str__(self) -> str:
        return self.name


class AuditEntry(ChainedRow):
    """One act. Holds ids, not foreign keys: the log outlives what it speaks of."""

    chained = ("action", "actor_id", "entity_id", "target", "detail", "ip", "request_id")

    action = models.CharField("acto", max_length=80, db_index=True)
    actor_id = models.PositiveBigIntegerField("quién", null=True, blank=True, db_index=True)
    entity_id = models.PositiveBigIntegerField("por qué entidad", null=True, blank=True, db_index=True)
    target = models.CharField("sobre qué", max_length=200, blank=True)
    detail = models.JSONField("detalle", default=dict, blank=True)
    ip = models.GenericIPAddressField("dirección", null=True, blank=True)
    request_id = models.CharField("petición", max_length=64, blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = "anotación de auditoría"
        verbose_name_plural = "anotaciones de auditoría"
        constraints = [models.UniqueConstraint(fields=["number"], name="audit_number_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.action}"
