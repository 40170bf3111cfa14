"""Words of training."""

from django.db import models


class EditionState(models.TextChoices):
    """Where an edition is in its life."""

    PLANNED = "planned", "Prevista"
    OPEN = "open", "Con plazo abierto"
    CLOSED = "closed", "Plazo cerrado"
    RUNNING = "running", "En marcha"
    FINISHED = "finished", "Terminada"
    CANCELLED = "cancelled", "Anulada"


class EnrolmentState(models.TextChoices):
    """Where an application for a place is."""

    APPLIED = "applied", "Pedida"
    WAITING = "waiting", "En lista de espera"
    OFFERED = "offered", "Plaza ofrecida"
    CONFIRMED = "confirmed", "Con plaza"
    ATTENDED = "attended", "Ha asistido"
    NO_SHOW = "no_show", "No vino"
    WITHDRAWN = "withdrawn", "Renunció"
    REJECTED = "rejected", "No admitida"
    EXPIRED = "expired", "Oferta caducada"


# States that hold a seat of the capacity.
SEATED = (EnrolmentState.OFFERED, EnrolmentState.CONFIRMED, EnrolmentState.ATTENDED, EnrolmentState.NO_SHOW)
# States in which a person may not apply again for the same edition.
LIVE = (EnrolmentState.APPLIED, EnrolmentState.WAITING, EnrolmentState.OFFERED, EnrolmentState.CONFIRMED)
