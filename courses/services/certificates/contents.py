"""What a certificate says, and what it may not say."""

from typing import Any, Final

from django.utils.formats import date_format

from courses.enums.certificates import CertificateKind
from courses.models import CertificateTemplate, Enrolment, MeritRecognition
from courses.services.attendance.totals import Totals, attendance_totals
from courses.services.certificates.refusal import CertificateRefused

NO_MERIT: Final = "Sin reconocimiento como mérito general."
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
}


def why_not(enrolment: Enrolment, kind: str) -> str:
    """Return what is missing for a certificate of this kind, or nothing when it may be issued."""
    totals = attendance_totals(enrolment)
    if not totals.passes:
        wanted = enrolment.edition.min_attendance
        return f"Falta asistencia: tiene el {totals.percent} % y hace falta el {wanted} %."
    if kind == CertificateKind.ACHIEVEMENT and not hasattr(enrolment, "achievement"):
        return "Falta que quien da la clase confirme el aprovechamiento."
    missing = [said for key, said in DEMANDED.items() if not _facts(enrolment)[key]]
    return _lacking(missing) if missing else _merit_gap(enrolment)


def snapshot_of(enrolment: Enrolment, kind: str) -> dict[str, Any]:
    """Return what the paper will say for ever. Errors: CertificateRefused naming what is missing."""
    reason = why_not(enrolment, kind)
    if reason:
        raise CertificateRefused(reason)
    totals: Totals = attendance_totals(enrolment)
    return {
        **_facts(enrolment),
        **_template(kind),
        "kind": kind,
        "title": str(CertificateKind(kind).label),
        "act": WORDS[CertificateKind(kind)],
        "percent": totals.percent,
        "merit": merit_sentence(enrolment),
    }


def merit_sentence(enrolment: Enrolment) -> str:
    """Say the merit when it was recognised, and that there is none otherwise."""
    merit = _merit(enrolment)
    if merit is None:
        return NO_MERIT
    score = f"{merit.score:.2f}".replace(".", ",")
    day = date_format(merit.resolved_on, r"j \d\e F \d\e Y")
    act = f"{merit.body}, resolución {merit.resolution}, de {day}"
    return f"Reconocido como mérito general por {act}: {score} puntos."


def _merit(enrolment: Enrolment) -> MeritRecognition | None:
    return MeritRecognition.objects.filter(edition=enrolment.edition_id).first()


def _merit_gap(enrolment: Enrolment) -> str:
    merit = _merit(enrolment)
    if merit is None:
        return ""
    fields = {merit.body: "quién reconoce el mérito", merit.resolution: "la resolución del mérito"}
    missing = [said for value, said in fields.items() if not value.strip()]
    missing += [] if merit.score > 0 else ["la puntuación del mérito"]
    return _lacking(missing) if missing else ""


def _facts(enrolment: Enrolment) -> dict[str, Any]:
    edition = enrolment.edition
    return {
        "name": enrolment.person.get_full_name().strip(),
        "course": edition.course.title,
        "edition": edition.code,
        "hours": edition.course.hours,
        "starts": date_format(edition.starts_on, r"j \d\e F \d\e Y"),
        "ends": date_format(edition.ends_on, r"j \d\e F \d\e Y"),
    }


def _template(kind: str) -> dict[str, str]:
    found = CertificateTemplate.objects.filter(kind=kind, is_default=True).first()
    if found is None:
        return {"body": "", "signatory": SIGNATORY[0], "post": SIGNATORY[1]}
    return {"body": found.body, "signatory": found.signatory, "post": found.post}


def _lacking(missing: list[str]) -> str:
    verb = "Faltan" if len(missing) > 1 or missing[0].startswith(("las ", "los ")) else "Falta"
    return f"{verb} {' y '.join(missing)}."
