"""Persons in a room and the intervals they were there."""

from django.conf import settings
from django.db import models

from videoconf.enums import ParticipantRole, ParticipantState, PresenceEnd
from videoconf.models.room import Room


class Participant(models.Model):
    """A member (person) or a guest (name only) of one room; keeps seat and role across reconnections."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="participants", verbose_name="sala")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name="persona",
    )
    display_name = models.CharField("nombre en la sala", max_length=120)
    # For whom she is there; an id, because a room may outlive a membership.
    entity_id = models.PositiveBigIntegerField("por qué entidad", null=True, blank=True)
    entity_name = models.CharField("entidad", max_length=120, blank=True)
    role = models.CharField("función", max_length=10, choices=ParticipantRole.choices)
    state = models.CharField("estado", max_length=10, choices=ParticipantState.choices)

    class Meta:
        verbose_name = "participante"
        verbose_name_plural = "participantes"
        constraints = [
            models.UniqueConstraint(
                fields=["room", "person"],
                condition=models.Q(person__isnull=False),
                name="one_seat_per_person",
            )
        ]

    def __str__(self) -> str:
        return self.display_name


class PresenceSpan(models.Model):
    """One unbroken connection. Times are the server's; `seen_at` moves while the socket answers."""

    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="spans", verbose_name="participante"
    )
    connection = models.CharField("conexión", max_length=36, unique=True)
    joined_at = models.DateTimeField("entró")
    seen_at = models.DateTimeField("vista por última vez")
    left_at = models.DateTimeField("salió", null=True, blank=True)
    cause = models.CharField("por qué terminó", max_length=10, choices=PresenceEnd.choices, blank=True)

    class Meta:
        ordering = ["joined_at"]
        verbose_name = "intervalo de presencia"
        verbose_name_plural = "intervalos de presencia"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(left_at__isnull=True) | models.Q(left_at__gte=models.F("joined_at")),
                name="presence_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.participant} {self.joined_at:%H:%M:%S}"
