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


# States in which the dates alone decide whether a place can be asked for.
TAKES_APPLICATIONS = (EditionState.OPEN, EditionState.RUNNING)
# States the catalogue shows.
ANNOUNCED = (EditionState.OPEN, EditionState.CLOSED, EditionState.RUNNING)
# States in which the learners may be asked how it was.
SURVEYED = (*ANNOUNCED, EditionState.FINISHED)

# States nothing leaves.
ENDED = (EditionState.FINISHED, EditionState.CANCELLED)


class Allocation(models.TextChoices):
    """How the places of an edition are given."""

    ARRIVAL = "arrival", "Por orden de llegada"
    FAIR = "fair", "Todas a la vez, con reparto entre ayuntamientos"


class Overlap(models.TextChoices):
    """What to do when two classes of one person coincide."""

    WARN = "warn", "Avisar"
    BLOCK = "block", "No dejar pedir la plaza"


class EnrolmentState(models.TextChoices):
    """Where an application for a place is."""

    APPLIED = "applied", "Pedida"
    SUPERVISOR_OK = "supervisor_ok", "Con visto bueno de la alcaldía"
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
# States in which something may still happen.
LIVE = (
    EnrolmentState.APPLIED,
    EnrolmentState.SUPERVISOR_OK,
    EnrolmentState.WAITING,
    EnrolmentState.OFFERED,
    EnrolmentState.CONFIRMED,
)
# States of a place that was not given back nor lost: one for each person and edition.
KEPT = (*LIVE, EnrolmentState.ATTENDED, EnrolmentState.NO_SHOW)
# States of somebody who belongs in the class.
ENROLLED = (EnrolmentState.CONFIRMED, EnrolmentState.ATTENDED, EnrolmentState.NO_SHOW)


class Refusal(models.TextChoices):
    """Why an act on a place was refused; the label is the sentence the person reads."""

    NOT_SERVING = (
        "not_serving",
        "Hoy no trabajas para ese ayuntamiento, así que no puedes pedir plaza por él.",
    )
    NOT_OPEN = "not_open", "Esta edición todavía no admite solicitudes."
    TOO_EARLY = "too_early", "El plazo para pedir plaza todavía no ha empezado."
    TOO_LATE = "too_late", "El plazo para pedir plaza ya ha terminado."
    CANCELLED = "cancelled", "Esta edición se ha anulado."
    EDITION_ENDED = "edition_ended", "Esta edición ya ha terminado o se ha anulado."
    ALREADY = "already", "Ya habías pedido plaza en esta edición."
    NOT_YOURS = "not_yours", "Esa plaza es de otra persona."
    WRONG_STATE = "wrong_state", "Tu plaza ha cambiado mientras tanto. Mira cómo está ahora."
    TOO_LATE_TO_WITHDRAW = (
        "too_late_to_withdraw",
        "El plazo para renunciar ya ha terminado. Llama al Servicio de Asistencia a Municipios.",
    )
    OFFER_EXPIRED = "offer_expired", "La plaza que te ofrecimos ha caducado y ha pasado a otra persona."
    NEEDS_CONSENT = "needs_consent", "Falta el visto bueno de la alcaldía o de una concejalía."
    NOT_SUPERVISOR = (
        "not_supervisor",
        "El visto bueno lo da la alcaldía o una concejalía de ese ayuntamiento.",
    )
    ALL_TOGETHER = "all_together", "En esta edición las plazas se adjudican todas a la vez."
    ALREADY_ALLOCATED = "already_allocated", "Las plazas de esta edición ya se adjudicaron."
    OVERLAPS = "overlaps", "Ese día tienes otra clase a la misma hora."
    BELOW_SEATED = "below_seated", "Hay más personas con plaza que las plazas que quieres dejar."
