"""Mail to send, jobs to repeat, and the worker's sign of life."""

from django.db import models


class OutboxMessage(models.Model):
    """A mail written in the transaction of the act it tells of; the worker claims it by lease."""

    class State(models.TextChoices):
        PENDING = "pending", "por enviar"
        SENT = "sent", "enviado"
        FAILED = "failed", "no se pudo enviar"

    message_id = models.CharField("identificador del mensaje", max_length=120, unique=True)
    dedupe_key = models.CharField("clave de una sola vez", max_length=160, unique=True, null=True, blank=True)
    to = models.EmailField("para")
    subject = models.CharField("asunto", max_length=200)
    text = models.TextField("texto")
    html = models.TextField("html", blank=True)
    attachments = models.JSONField("adjuntos", default=list, blank=True)
    state = models.CharField("estado", max_length=10, choices=State.choices, default=State.PENDING)
    created_at = models.DateTimeField("creado")
    available_at = models.DateTimeField("disponible")
    lease_until = models.DateTimeField("reservado hasta", null=True, blank=True)
    leased_by = models.CharField("reservado por", max_length=64, blank=True)
    attempts = models.PositiveSmallIntegerField("intentos", default=0)
    last_error = models.TextField("último error", blank=True)
    sent_at = models.DateTimeField("enviado", null=True, blank=True)

    class Meta:
        verbose_name = "mensaje de salida"
        verbose_name_plural = "mensajes de salida"
        indexes = [models.Index(fields=["state", "available_at"], name="outbox_due")]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"


class PeriodicJob(models.Model):
    """A registered job and when it is next due; claimed by lease like a mail."""

    name = models.CharField("nombre", max_length=80, unique=True)
    next_run = models.DateTimeField("próxima vez")
    lease_until = models.DateTimeField("reservado hasta", null=True, blank=True)
    leased_by = models.CharField("reservado por", max_length=64, blank=True)
    last_run = models.DateTimeField("última vez", null=True, blank=True)
    last_error = models.TextField("último error", blank=True)

    class Meta:
        verbose_name = "tarea periódica"
        verbose_name_plural = "tareas periódicas"

    def __str__(self) -> str:
        return self.name


class WorkerHeartbeat(models.Model):
    """The worker writes here on every tick; `/listo/` reads it."""

    worker = models.CharField("proceso", max_length=64, unique=True)
    beat_at = models.DateTimeField("última señal")

    class Meta:
        verbose_name = "señal del proceso"
        verbose_name_plural = "señales de los procesos"

    def __str__(self) -> str:
        return self.worker
