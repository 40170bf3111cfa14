"""Numbered, hash-chained rows: the register, the audit and the rooms all stand on these."""

from django.db import models


class NumberSeries(models.Model):
    """The counter row of a series, locked by whoever takes the next number. Never a sequence or max()+1."""

    last = models.PositiveBigIntegerField("último número", default=0)
    head = models.CharField("huella del último", max_length=64, blank=True, default="")
    last_time = models.DateTimeField("hora del último", null=True, blank=True)

    class Meta:
        abstract = True


class ChainedRow(models.Model):
    """A row that names the hash of the one before it."""

    append_only = True
    number = models.PositiveBigIntegerField("número")
    recorded_at = models.DateTimeField("anotado")
    prev = models.CharField("huella anterior", max_length=64, blank=True)
    hash = models.CharField("huella", max_length=64)

    class Meta:
        abstract = True


class StreamEvent(ChainedRow):
    """One numbered event of a live page. The chain covers `commitment`, so the payload can be purged."""

    kind = models.CharField("clase", max_length=40)
    actor_id = models.PositiveBigIntegerField("quién", null=True, blank=True)
    commitment = models.CharField("compromiso", max_length=64)

    class Meta:
        abstract = True
