"""Words of the rooms."""

from django.db import models


class RoomState(models.TextChoices):
    """Where a room is in its life."""

    SCHEDULED = "scheduled", "Prevista"
    OPEN = "open", "Abierta"
    ENDED = "ended", "Terminada"


class ParticipantRole(models.TextChoices):
    """As what somebody is in a room."""

    HOST = "host", "Dirige"
    SPEAKER = "speaker", "Participa"
    LISTENER = "listener", "Escucha"


class ParticipantState(models.TextChoices):
    """Where a person is with respect to the room."""

    WAITING = "waiting", "En la sala de espera"
    PRESENT = "present", "En la sala"
    LOST = "lost", "Sin conexión"
    LEFT = "left", "Ha salido"
    REMOVED = "removed", "Expulsada"


class PresenceEnd(models.TextChoices):
    """Why an interval of presence ended."""

    LEFT = "left", "Salió"
    LOST = "lost", "Se cortó la conexión"
    REMOVED = "removed", "La sacaron"
    ROOM_ENDED = "room_ended", "Terminó la sala"
