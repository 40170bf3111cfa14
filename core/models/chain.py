"""Numbered, hash-chained rows: the register, the audit and the rooms all stand on these."""

from typing import Any, ClassVar

from django.db import models


class NumberSeries(models.Model):
    """The counter row of a series, locked by whoever takes the next number. Never a sequence or max()+1."""

    last = models.PositiveBigIntegerField("último número", default=0)
    head = models.CharField("huella del último", max_length=64, blank=True, default="")
    last_time = models.DateTimeField("hora del último", null=True, blank=True)

    class Meta:
        abstract = True


class ChainedRow(models.Model):
    """A row that names the hash of the one before it. `chained` says which columns the hash covers."""

    append_only = True
    # Wagtail's index of references is for contents; a row of work would queue a task at each save.
    wagtail_reference_index_ignore = True
    chained: ClassVar[tuple[str, ...]] = ()

    number = models.PositiveBigIntegerField("número")
    recorded_at = models.DateTimeField("anotado")
    prev = models.CharField("huella anterior", max_length=64, blank=True)
    hash = models.CharField("huella", max_length=64)

    class Meta:
        abstract = True

    @classmethod
    def chained_columns(cls) -> tuple[str, ...]:
        """Return the columns, besides number and time, that the hash covers."""
        return cls.chained


class StreamEvent(ChainedRow):
    """One numbered event of a live page. The chain covers `commitment`, so the payload can be purged.

    A concrete model adds a foreign key to its series and a one-to-one model `payload` (event, salt, body).
    """

    chained = ("kind", "actor_id", "commitment")

    kind = models.CharField("clase", max_length=40)
    actor_id = models.PositiveBigIntegerField("quién", null=True, blank=True)
    commitment = models.CharField("compromiso", max_length=64)

    class Meta:
        abstract = True

    @classmethod
    def series_field(cls) -> models.ForeignKey[Any, Any]:
        """Return the foreign key to the series this event is numbered in."""
        for field in cls._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and issubclass(field.related_model, NumberSeries):
                return field
        raise TypeError(f"{cls.__name__} no dice a qué serie pertenece")

    @classmethod
    def chained_columns(cls) -> tuple[str, ...]:
        return (cls.series_field().attname, *cls.chained)

    def as_message(self, body: Any) -> dict[str, Any]:
        """Return what a live page is told of this event; `body` is None once purged."""
        return {
            "n": self.number,
            "kind": self.kind,
            "at": self.recorded_at.isoformat(),
            "by": self.actor_id,
            "data": body,
        }
