"""Meetings that stand alone: who convenes whom, for what, in which room. The room knows nothing of them."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from people.models import LocalEntity
from videoconf.enums import Answer, MeetingKind, RetentionClass
from videoconf.models.guest import GuestLink
from videoconf.models.room import Room
from videoconf.querysets import MeetingQuerySet


class Meeting(models.Model):
    """A meeting convened by somebody for an entity. Its title and hours are those of its room."""

    # Wagtail's index of references is for contents; a row of work would queue a task at each save.
    wagtail_reference_index_ignore = True
    # With the names of who was there, and so its points and who was convened.
    goes_with = (RetentionClass.NAMES, "room")
    room = models.OneToOneField(Room, models.PROTECT, related_name="meeting", verbose_name="sala")
    entity = models.ForeignKey(LocalEntity, models.PROTECT, related_name="meetings", verbose_name="entidad")
    convened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="meetings_convened", verbose_name="convoca"
    )
    kind = models.CharField("clase", max_length=10, choices=MeetingKind.choices, default=MeetingKind.MEETING)
    legal_basis = models.CharField(
        "norma o acuerdo que permite reunirse a distancia", max_length=300, blank=True
    )
    about = models.TextField("para qué", max_length=2000, blank=True)
    # Grows with each change, so that calendars replace what they have.
    sequence = models.PositiveIntegerField("versión", default=0)
    convened_at = models.DateTimeField("convocada")
    cancelled_at = models.DateTimeField("anulada", null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "reunión"
        verbose_name_plural = "reuniones"
        constraints = [
            # Ley 7/1985, art. 46.3: at a distance only in exceptional cases, which somebody has to name.
            models.CheckConstraint(
                condition=~models.Q(kind=MeetingKind.BODY) | ~models.Q(legal_basis=""),
                name="a_body_meets_with_its_legal_basis",
            )
        ]

    def __str__(self) -> str:
        return self.room.title


class AgendaPoint(models.Model):
    """One point of the agenda, and when it was opened."""

    # Wagtail's index of references is for contents; a row of work would queue a task at each save.
    wagtail_reference_index_ignore = True
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="points", verbose_name="reunión")
    number = models.PositiveSmallIntegerField("orden")
    title = models.CharField("punto", max_length=200)
    opened_at = models.DateTimeField("se abrió", null=True, blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = "punto del orden del día"
        verbose_name_plural = "puntos del orden del día"
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="one_point_each_number")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class MeetingInvitee(models.Model):
    """Somebody convened: with an account, or known by her address alone; each has a link of her own."""

    # Wagtail's index of references is for contents; a row of work would queue a task at each save.
    wagtail_reference_index_ignore = True
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invitees", verbose_name="reunión")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings_called",
        verbose_name="persona",
    )
    name = models.CharField("nombre", max_length=120, blank=True)
    email = models.EmailField("correo electrónico")
    role = models.CharField("en calidad de", max_length=60, blank=True)
    answer = models.CharField("respuesta", max_length=10, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField("contestó", null=True, blank=True)
    link = models.OneToOneField(
        GuestLink, models.SET_NULL, null=True, blank=True, related_name="invitee", verbose_name="enlace"
    )

    class Meta:
        ordering = ["name", "email"]
        verbose_name = "persona convocada"
        verbose_name_plural = "personas convocadas"
        constraints = [
            models.UniqueConstraint("meeting", Lower("email"), name="convened_once_by_address"),
        ]

    def __str__(self) -> str:
        return self.name or self.email
