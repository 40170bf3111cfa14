"""The room. It knows nothing of courses or council meetings."""

from django.db import models

from core.models import NumberSeries
from videoconf.enums import RoomKind, RoomState
from videoconf.querysets import RoomQuerySet
from videoconf.rules import IN_SESSION


class Room(NumberSeries):
    """A place to meet; also the counter row of its own events (last, head, last_time)."""

    key = models.SlugField("dirección", max_length=40, unique=True)
    title = models.CharField("título", max_length=200)
    # Which upper app says who may enter, and for what: "courses.session" and the like.
    purpose = models.CharField("para qué", max_length=40)
    kind = models.CharField("clase de sala", max_length=10, choices=RoomKind.choices, default=RoomKind.CLASS)
    # Who does not direct waits until somebody lets her in.
    waiting_room = models.BooleanField("con sala de espera", default=False)
    # Nobody new enters; who was in comes back.
    locked = models.BooleanField("entrada cerrada", default=False)
    state = models.CharField("estado", max_length=12, choices=RoomState.choices, default=RoomState.SCHEDULED)
    starts_at = models.DateTimeField("empieza")
    ends_at = models.DateTimeField("termina")
    opened_at = models.DateTimeField("abierta", null=True, blank=True)
    ended_at = models.DateTimeField("terminada", null=True, blank=True)
    # When the term of each came: what was said, and the names of who was there.
    words_purged_at = models.DateTimeField("contenido borrado", null=True, blank=True)
    names_purged_at = models.DateTimeField("nombres borrados", null=True, blank=True)

    objects = RoomQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at"]
        verbose_name = "sala"
        verbose_name_plural = "salas"
        # Which may follow which is in `rules.ROOM_TRANSITIONS`; here, what each one cannot be without.
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=RoomState.values, kind__in=RoomKind.values),
                name="room_state_and_kind_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=IN_SESSION) | models.Q(opened_at__isnull=False),
                name="room_in_session_was_opened",
            ),
            models.CheckConstraint(
                condition=models.Q(state=RoomState.ENDED, ended_at__isnull=False)
                | (~models.Q(state=RoomState.ENDED) & models.Q(ended_at__isnull=True)),
                name="room_ended_has_its_hour",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def noun(self) -> str:
        """Return what it is called on its screens: «la clase», «la reunión». Both are feminine."""
        return str(RoomKind(self.kind).label).lower()
