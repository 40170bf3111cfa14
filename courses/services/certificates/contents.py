"""What a certificate says, and what it may not say."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.timezone import localtime

from core import clock
from courses.enums import ENROLLED, EditionState
from courses.enums.certificates import CertificateKind
from courses.models import CertificateTemplate, Edition, Enrolment, MeritRecognition
from courses.services.attendance.roll import CLOSES_AFTER
from courses.services.certificates.grounds import Grounds, grounds_of
from courses.services.certificates.refusal import CertificateRefused

NO_MERIT: Final = "Sin reconocimiento como mérito general."
# The classes called off are in no sum: with those given before, the paper would state the hours of all.
CALLED_OFF: Final = "La edición se anuló: no hay curso que certificar."
NOT_SAID: Final = "Falta que quien da la clase confirme el aprovechamiento."
NOT_PASSED: Final = f"No consta el cuestionario superado. {NOT_SAID}"
WORDS: Final = {
    CertificateKind.ATTENDANCE: "ha asistido al curso",
    CertificateKind.ACHIEVEMENT: "ha seguido con aprovechamiento el curso",
}
SIGNATORY: Final = ("El Servicio de Asistencia a Municipios", "")
# Orden TFP/153/2021: with one of these missing, whoever keeps the register of merits cannot write it down.
DEMANDED: Final = {
    "name": "el nombre",
    "course": "el curso",
    "hours": "las horas",
    "starts": "la fecha de inicio",
    "ends": "la fecha de fin",
}


def why_not(grounds: Grounds, kind: str) -> str:
    """Return what is missing for a certificate of this kind, or nothing when it may be issued."""
    place = grounds.place
    return (
        _not_over(place.edition)
        or _class_left(grounds)
        or ("" if place.state in ENROLLED else "Esta persona no tiene plaza en la edición.")
        or _attendance_gap(grounds, kind)
        or (_achievement_gap(grounds) if kind == CertificateKind.ACHIEVEMENT else "")
        or _lacking(said for key, said in DEMANDED.items() if not _facts(place)[key])
        or _merit_gap(grounds.merit)
    )


def snapshot_of(enrolment: Enrolment, kind: str) -> dict[str, Any]:
    """Return what the paper will say for ever. Errors: CertificateRefused naming what is missing."""
    grounds = grounds_of(enrolment)
    reason = why_not(grounds, kind)
    if reason:
        raise CertificateRefused(reason)
    return {
        **_facts(enrolment),
        **template_of(kind),
        "kind": kind,
        "title": str(CertificateKind(kind).label),
        "act": WORDS[CertificateKind(kind)],
        "percent": grounds.totals.percent if grounds.totals.scheduled else None,
        "merit": merit_sentence(grounds.merit),
    }


def merit_sentence(merit: MeritRecognition | None) -> str:
    """Say the merit when it was recognised, and that there is none otherwise."""
    if merit is None:
        return NO_MERIT
    score = f"{merit.score:.2f}".replace(".", ",")
    act = f"{merit.body}, resolución {merit.resolution}, de {said_day(merit.resolved_on)}"
    return f"Reconocido como mérito general por {act}: {score} puntos."


def template_of(kind: str) -> dict[str, str]:
    """Return the words of the paper: those of the template in use, or the plain ones."""
    found = CertificateTemplate.objects.filter(kind=kind, is_default=True).first()
    return words_of(found) if found else {"body": "", "signatory": SIGNATORY[0], "post": SIGNATORY[1]}


def words_of(template: CertificateTemplate) -> dict[str, str]:
    """Return the words that a template puts on the paper."""
    return {"body": template.body, "signatory": template.signatory, "post": template.post}


def said_day(day: date | None) -> str:
    """Write a day in full, or nothing when there is none."""
    return date_format(day, r"j \d\e F \d\e Y") if day else ""


def _facts(enrolment: Enrolment) -> dict[str, Any]:
    edition = enrolment.edition
    return {
        "name": enrolment.person.get_full_name().strip(),
        "course": edition.course.title.strip(),
        "edition": edition.code,
        "hours": edition.course.hours,
        "starts": said_day(edition.starts_on),
        "ends": said_day(edition.ends_on),
    }


def _not_over(edition: Edition) -> str:
    if edition.state == EditionState.CANCELLED:
        return CALLED_OFF
    if edition.state == EditionState.FINISHED or edition.ends_on is None:
        return ""
    if edition.ends_on > localtime(clock.now()).date():
        return f"La edición termina el {said_day(edition.ends_on)}: se certifica cuando haya terminado."
    return ""


def _class_left(grounds: Grounds) -> str:
    """On its last day an edition is certified once its last class is over and written down."""
    over_at = grounds.totals.over_at
    if over_at is None or clock.now() >= over_at + CLOSES_AFTER:
        return ""
    return "Queda una clase por terminar: se certifica cuando conste su asistencia."


def _attendance_gap(grounds: Grounds, kind: str) -> str:
    totals = grounds.totals
    if totals.passes:
        return ""
    if totals.scheduled:
        wanted = grounds.place.edition.min_attendance
        return f"Falta asistencia: tiene el {totals.percent}\u00a0% y hace falta el {wanted}\u00a0%."
    # Read at one's own pace: there is nothing to attend, and only what was learnt can be certified.
    no_classes = "La edición no tiene clases en directo: no hay asistencia que certificar."
    return no_classes if kind == CertificateKind.ATTENDANCE else ""


def _achievement_gap(grounds: Grounds) -> str:
    if grounds.passed or grounds.is_confirmed:
        return ""
    return NOT_SAID if grounds.passed is None else NOT_PASSED


def _merit_gap(merit: MeritRecognition | None) -> str:
    if merit is None:
        return ""
    fields = {
        "quién reconoce el mérito": merit.body.strip(),
        "la resolución del mérito": merit.resolution.strip(),
        "la fecha de la resolución del mérito": merit.resolved_on,
        "la puntuación del mérito": merit.score and merit.score > 0,
    }
    return _lacking(said for said, value in fields.items() if not value)


def _lacking(found: Iterable[str]) -> str:
    missing = list(found)
    if not missing:
        return ""
    verb = "Faltan" if len(missing) > 1 or missing[0].startswith(("las ", "los ")) else "Falta"
    *first, last = missing
    return f"{verb} {' y '.join(filter(None, [', '.join(first), last]))}."
