"""Persons in a room and the intervals they were there."""

from django.conf import settings
from django.db import models

from videoconf.enums import ParticipantRole, ParticipantState, PresenceEnd, Seat
from videoconf.models.guest import GuestEntry
from videoconf.models.room import Room
from videoconf.querysets import ParticipantQuerySet, PresenceSpanQuerySet
from videoconf.rules import HOLDS_A_SEAT


class Participant(models.Model):
    """A member (person) or a guest (name only) of one room; keeps seat and role across reconnections."""

    # Wagtail's index of references is for contents; a row of work would queue a task at each save.
    wagtail_reference_index_ignore = True
    room = models.ForeignKey(Room, models.CASCADE, related_name="participants", verbose_name="sala")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name="persona",
    )
    # Who came with a link: then there is no person.
    guest = models.OneToOneField(
        GuestEntry,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participant",
        verbose_name="entrada con enlace",
    )
    display_name = models.CharField("nombre en la sala", max_length=120)
    # For whom she is there; an id, because a room may outlive a membership.
    entity_id = models.PositiveBigIntegerField("por qué entidad", null=True, blank=True)
    entity_name = models.CharField("entidad", max_length=120, blank=True)
    role = models.CharField("función", max_length=10, choices=ParticipantRole.choices)
    # As what the upper app let her in: a co-host named here goes back to this.
    given_role = models.CharField(
        "función de origen", max_length=10, choices=ParticipantRole.choices, default=ParticipantRole.LISTENER
    )
    state = models.CharField("estado", max_length=10, choices=ParticipantState.choices)
    # Since when she is in that state: a lost line is forgiven for a while, counted from here.
    since = models.DateTimeField("desde")
    seat = models.CharField("sitio", max_length=5, choices=Seat.choices, default=Seat.TEXT)
    # The page that holds her media; it outlives a cut of the socket, so the others keep their link to it.
    peer = models.CharField("página", max_length=36, blank=True)
    microphone = models.BooleanField("micrófono", default=False)
    camera = models.BooleanField("cámara", default=False)
    # Whether she entered with picture, whatever seat there was: with the floor she is given one.
    wants_picture = models.BooleanField("entró con imagen", default=True)
    # Named to write what is said, for who does not hear it.
    captions = models.BooleanField("subtitula", default=False)
    # Switched off by who directs: she cannot switch it on again until allowed.
    muted = models.BooleanField("micrófono retirado", default=False)
    camera_stopped = models.BooleanField("cámara retirada", default=False)
    # In the queue of the waiting room since then; the page says she is still there by `waiting_seen_at`.
    knocked_at = models.DateTimeField("llamó", null=True, blank=True)
    waiting_seen_at = models.DateTimeField("vista esperando", null=True, blank=True)
    # Once let in she comes back without waiting, whatever is closed meanwhile.
    admitted_at = models.DateTimeField("admitida", null=True, blank=True)
    hand_at = models.DateTimeField("pidió la palabra", null=True, blank=True)
    floor_since = models.DateTimeField("tiene la palabra desde", null=True, blank=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = "participante"
        verbose_name_plural = "participantes"
        constraints = [
            models.UniqueConstraint(
                fields=["room", "person"],
                condition=models.Q(person__isnull=False),
                name="one_seat_per_person",
            ),
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) | models.Q(guest__isnull=True),
                name="a_person_is_no_guest",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=HOLDS_A_SEAT)
                | models.Q(hand_at__isnull=True, floor_since__isnull=True),
                name="hand_and_floor_need_a_seat",
            ),
            models.CheckConstraint(
                condition=models.Q(knocked_at__isnull=True)
                | models.Q(state=ParticipantState.WAITING, admitted_at__isnull=True),
                name="only_who_waits_is_in_the_queue",
            ),
            # No voice or picture without the right to it.
            models.CheckConstraint(
                condition=~models.Q(muted=True, microphone=True)
                & ~models.Q(camera_stopped=True, camera=True),
                name="what_was_switched_off_stays_off",
            ),
        ]
        indexes = [models.Index(fields=["state", "since"], name="participant_state_since")]

    def __str__(self) -> str:
        return self.display_name


class PresenceSpan(models.Model):
    """One unbroken connection. Times are the server's; `seen_at` moves while the socket answers."""

    # Wagtail's index of references is for contents; a row of work would queue a task at each save.
    wagtail_reference_index_ignore = True
    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="spans", verbose_name="participante"
    )
    connection = models.CharField("conexión", max_length=36, unique=True)
    joined_at = models.DateTimeField("entró")
    seen_at = models.DateTimeField("vista por última vez")
    left_at = models.DateTimeField("salió", null=True, blank=True)
    cause = models.CharField("por qué terminó", max_length=10, choices=PresenceEnd.choices, blank=True)

    objects = PresenceSpanQuerySet.as_manager()

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
        indexes = [
            models.Index(fields=["seen_at"], condition=models.Q(left_at__isnull=True), name="open_spans")
        ]

    def __str__(self) -> str:
        return f"{self.participant} {self.joined_at:%H:%M:%S}"
