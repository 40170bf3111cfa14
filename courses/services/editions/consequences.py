"""What a step of an edition will do, said before it is taken."""

from collections.abc import Callable, Mapping

from django.utils import timezone
from django.utils.formats import date_format

from core import clock
from courses.enums import LIVE, EditionState
from courses.models import Edition, LiveSession
from courses.services.editions.members import people_in
from courses.words import counted


def consequences_of(edition: Edition, target: EditionState) -> list[str]:
    """Return, a sentence each, what taking an edition to a state does and whom it tells."""
    return SAID[target](edition)


def _opened(edition: Edition) -> list[str]:
    since, until = (_day(moment) for moment in (edition.apply_from, edition.apply_until))
    said = [f"Se podrá pedir plaza desde el {since} hasta el {until}.", "La edición se ve en el catálogo."]
    if edition.apply_until <= clock.now():
        said.append("Ese plazo ya ha pasado: nadie podrá pedir plaza mientras no se cambie.")
    return said


def _closed(edition: Edition) -> list[str]:
    return [
        "Nadie más podrá pedir plaza.",
        "Quien tiene plaza la conserva, y la lista de espera sigue corriendo si alguien renuncia.",
    ]


def _running(edition: Edition) -> list[str]:
    return [
        "Las lecciones quedan fijadas como están hoy: quien estudia no las ve cambiar.",
        "Quien tiene plaza entra en las clases y empieza a contar su asistencia.",
    ]


def _finished(edition: Edition) -> list[str]:
    people = len(people_in(edition))
    said = [
        "Se cierra la asistencia de todas las clases.",
        f"Cada persona queda como «Ha asistido» o «No vino»: hace falta el {edition.min_attendance} %.",
        "No se puede deshacer.",
    ]
    left = LiveSession.objects.filter(edition=edition, ends_at__gt=clock.now()).count()
    if left:
        verb = "queda" if left == 1 else "quedan"
        said.insert(0, f"Todavía no se puede: {verb} {counted(left, 'clase', 'clases')} por terminar.")
    return said if people else [*said, "Nadie tiene plaza en esta edición."]


def _cancelled(edition: Edition) -> list[str]:
    classes = LiveSession.objects.filter(edition=edition, starts_at__gt=clock.now()).count()
    mails = counted(len(people_in(edition, LIVE)), "correo", "correos")
    return [
        f"Se anulan las clases que quedan: {classes}.",
        f"Escribimos con el motivo a quien tiene o espera plaza y a quien da las clases: {mails}.",
        "La edición sale del catálogo y nadie más podrá pedir plaza.",
        "No se puede deshacer.",
    ]


def _day(moment: object) -> str:
    return date_format(timezone.localtime(moment), r"j \d\e F, H:i").lower()  # type: ignore[arg-type]


SAID: Mapping[EditionState, Callable[[Edition], list[str]]] = {
    EditionState.OPEN: _opened,
    EditionState.CLOSED: _closed,
    EditionState.RUNNING: _running,
    EditionState.FINISHED: _finished,
    EditionState.CANCELLED: _cancelled,
}
