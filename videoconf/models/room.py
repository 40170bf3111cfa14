"""The room. It knows nothing of courses or council meetings."""

from django.db import models

from core.models import NumberSeries
from videoconf.enums import RoomState
from videoconf.querysets import RoomQuerySet


class Room(NumberSeries):
    """A place to meet; also the counter row of its own events (last, head, last_time)."""

    key = models.SlugField("dirección", max_length=40, unique=True)
    title = models.CharField("título", max_length=200)
    # Which upper app says who may enter, and for what: "courses.session" and the like.
    purpose = models.CharField("para qué", max_length=40)
    state = models.CharField("estado", max_length=10, choices=RoomState.choices, default=RoomState.SCHEDULED)
    starts_at = models.DateTimeField("empieza")
    ends_at = models.DateTimeField("termina")
    opened_at = models.DateTimeField("abierta", null=True, blank=True)
    ended_at = models.DateTimeField("terminada", null=True, blank=True)

    objects = RoomQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        verbose_name = "sala"
        verbose_name_plural = "salas"

    def __str__(self) -> str:
        return self.title
