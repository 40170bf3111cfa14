"""Words of the rooms."""

from typing import Final

from django.db import models

# The query of a room's address that asks to enter without picture; `main.js` reads it.
AUDIO_ONLY: Final = "audio=1"


class RoomKind(models.TextChoices):
    """What a room is for: in a class few speak to many, in a meeting everybody speaks."""

    CLASS = "class", "Clase"
    MEETING = "meeting", "Reunión"


class RoomState(models.TextChoices):
    """Where a room is in its life."""

    SCHEDULED = "scheduled", "Prevista"
    LOBBY = "lobby", "Antes de empezar"
    OPEN = "open", "Abierta"
    CLOSED_PART = "closed_part", "Parte cerrada"
    SUSPENDED = "suspended", "En pausa"
    ENDED = "ended", "Terminada"


class ParticipantRole(models.TextChoices):
    """As what somebody is in a room."""

    HOST = "host", "Dirige"
    COHOST = "cohost", "Codirige"
    SPEAKER = "speaker", "Participa"
    LISTENER = "listener", "Escucha"


class ParticipantState(models.TextChoices):
    """Where a person is with respect to the room."""

    WAITING = "waiting", "En la sala de espera"
    PRESENT = "present", "En la sala"
    LOST = "lost", "Sin conexión"
    LEFT = "left", "Ha salido"
    REMOVED = "removed", "Expulsada"


class Seat(models.TextChoices):
    """What a person exchanges with the others in a room without a media server."""

    VIDEO = "video", "Imagen y voz"
    AUDIO = "audio", "Solo voz"
    TEXT = "text", "Solo texto"


class PresenceEnd(models.TextChoices):
    """Why an interval of presence ended."""

    LEFT = "left", "Salió"
    LOST = "lost", "Se cortó la conexión"
    MOVED = "moved", "Siguió en otra ventana"
    REMOVED = "removed", "La sacaron"
    ROOM_ENDED = "room_ended", "Terminó la sala"


class FloorEnd(models.TextChoices):
    """Why somebody's turn to speak ended."""

    GIVEN_BACK = "given_back", "Terminó de hablar"
    TAKEN = "taken", "Se le retiró la palabra"
    LEFT = "left", "Salió"
    LOST = "lost", "Se cortó la conexión y no volvió"
    REMOVED = "removed", "La sacaron"
    SUSPENDED = "suspended", "La sala se puso en pausa"
    ROOM_ENDED = "room_ended", "Terminó la sala"


class RetentionClass(models.TextChoices):
    """What is kept of a room for the same time."""

    WORDS = "words", "Lo que se dijo y se hizo en la sala"
    NAMES = "names", "Los nombres de la asistencia"


class EventKind(models.TextChoices):
    """Kinds of numbered event. What a page shows of a room is the sum of these."""

    OPENED = "opened", "Se abrió la sala"
    JOIN = "join", "Entró"
    LEAVE = "leave", "Salió"
    LOST = "lost", "Perdió la conexión"
    SEAT = "seat", "Cambió de sitio"
    MEDIA = "media", "Encendió o apagó micrófono o cámara"
    CHAT = "chat", "Escribió"
    CUT = "cut", "Se supo a qué hora se cortó su otra línea"
    ENDED = "ended", "Terminó la sala"
    PHASE = "phase", "Cambió la fase de la sala"
    LOCK = "lock", "Se cerró o se abrió la entrada"
    WAITS = "waits", "Llamó a la puerta"
    ADMITTED = "admitted", "La dejaron pasar"
    DENIED = "denied", "No la dejaron pasar"
    WITHDREW = "withdrew", "Dejó de esperar"
    HAND = "hand", "Pidió la palabra o dejó de pedirla"
    FLOOR = "floor", "Empezó o terminó su turno de palabra"
    MUTED = "muted", "Le apagaron o le permitieron micrófono o cámara"
    ROLE = "role", "Cambió su función"
    CAPTIONER = "captioner", "La nombraron para subtitular, o dejó de serlo"
    CAPTION = "caption", "Subtituló"
    MARK = "mark", "Se anotó que empieza un punto"
    POLL = "poll", "Se abrió una encuesta"
    POLL_ANSWERED = "poll_answered", "Respondió una persona más"
    POLL_CLOSED = "poll_closed", "Se cerró la encuesta"
    SLIDE = "slide", "Se mostró una diapositiva"
    SLIDE_STOP = "slide_stop", "Se dejaron de mostrar las diapositivas"


class DeckState(models.TextChoices):
    """Where some slides are on their way from a PDF to pictures."""

    READING = "reading", "Preparándose"
    READY = "ready", "Listas"
    REFUSED = "refused", "No valen"


class MeetingKind(models.TextChoices):
    """What a meeting is by law. Of a collegiate body, only with the norm that lets it meet at a distance."""

    MEETING = "meeting", "Reunión de trabajo"
    BODY = "body", "Sesión de un órgano colegiado"


class Answer(models.TextChoices):
    """What somebody convened says."""

    NONE = "", "Sin contestar"
    ACCEPTS = "accepts", "Irá"
    DECLINES = "declines", "No puede"


class RollState(models.TextChoices):
    """Where somebody convened is when the roll is called."""

    PRESENT = "present", "Está"
    WAITS = "waits", "Espera en la puerta"
    LEFT = "left", "Estuvo y ha salido"
    ABSENT = "absent", "No ha entrado"


# For whom the room of a meeting is opened: what its admission is registered under.
MEETING_PURPOSE: Final = "videoconf.meeting"
