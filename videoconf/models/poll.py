"""Polls of a room. What is asked in one decides nothing: it is never called a vote."""

import uuid

from django.db import models

from videoconf.enums import RetentionClass
from videoconf.models.participant import Participant
from videoconf.models.room import Room


class Poll(models.Model):
    """A question with a few answers; one at a time in a room."""

    # Wagtail's index of references is for contents; a row of work would queue a task at each save.
    wagtail_reference_index_ignore = True
    # With what it is erased when the term comes, and where its room is (`services.purging`).
    goes_with = (RetentionClass.WORDS, "room")
    room = models.ForeignKey(Room, models.CASCADE, related_name="polls", verbose_name="sala")
    question = models.CharField("pregunta", max_length=300)
    anonymous = models.BooleanField("anónima")
    opened_by = models.ForeignKey(
        Participant, models.CASCADE, related_name="polls", verbose_name="quién la abrió"
    )
    opened_at = models.DateTimeField("abierta")
    closed_at = models.DateTimeField("cerrada", null=True, blank=True)

    class Meta:
        ordering = ["opened_at", "pk"]
        verbose_name = "encuesta de sala"
        verbose_name_plural = "encuestas de sala"
        constraints = [
            models.UniqueConstraint(
                fields=["room"], condition=models.Q(closed_at__isnull=True), name="one_open_poll_in_a_room"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True) | models.Q(closed_at__gte=models.F("opened_at")),
                name="poll_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.question


class PollOption(models.Model):
    """One of the answers that may be given."""

    # Wagtail's index of references is for contents; a row of work would queue a task at each save.
    wagtail_reference_index_ignore = True
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="options", verbose_name="encuesta")
    position = models.PositiveSmallIntegerField("orden")
    text = models.CharField("respuesta", max_length=100)
    # Of an anonymous poll this sum is all there is: no row says who, when or in which order.
    unnamed = models.PositiveIntegerField("veces, sin nombre", default=0)

    class Meta:
        ordering = ["position"]
        verbose_name = "respuesta posible"
        verbose_name_plural = "respuestas posibles"
        constraints = [
            models.UniqueConstraint(fields=["poll", "position"], name="poll_options_in_order"),
            models.UniqueConstraint(fields=["poll", "text"], name="poll_options_differ"),
        ]

    def __str__(self) -> str:
        return self.text


class PollAnswer(models.Model):
    """Somebody answered, once. What she answered is here only when the poll carries names."""

    # Wagtail's index of references is for contents; a row of work would queue a task at each save.
    wagtail_reference_index_ignore = True
    # No number in order: who answered after whom is nobody's business.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="answers", verbose_name="encuesta")
    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="answers", verbose_name="quién respondió"
    )
    option = models.ForeignKey(
        PollOption, models.CASCADE, null=True, blank=True, related_name="answers", verbose_name="qué"
    )

    class Meta:
        verbose_name = "respuesta a una encuesta de sala"
        verbose_name_plural = "respuestas a encuestas de sala"
        constraints = [
            models.UniqueConstraint(fields=["poll", "participant"], name="one_answer_each"),
        ]

    def __str__(self) -> str:
        return "Una respuesta"
