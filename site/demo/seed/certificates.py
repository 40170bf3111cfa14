"""Certificates of the editions that are over: a few sealed papers, one with merit, one taken back."""

from datetime import timedelta
from decimal import Decimal

from courses.enums import EditionState, EnrolmentState
from courses.enums.certificates import CertificateKind
from courses.models import CertificateTemplate, Edition, Enrolment, EnrolmentEvent, MeritRecognition
from courses.services import close_attendance
from courses.services.certificates import issue_certificate, revoke_certificate, standings
from demo.seed.history import WHY, sit
from people.models import LocalEntity, User

ATTENDANCE = CertificateKind.ATTENDANCE
# Sealing takes its time: of each edition only these get theirs, and the rest are left to the visitor.
EACH = 2
WORDS = {
    ATTENDANCE: "",
    CertificateKind.ACHIEVEMENT: "Ha hecho las prácticas del curso y ha superado su cuestionario.",
}


def seed_certificates(people: dict[str, User], village: LocalEntity) -> None:
    """Issue some certificates of each past edition; the secretary has one, of an edition with merit."""
    _templates(people["jefa"])
    editor = people["editora"]
    past = list(Edition.objects.filter(state=EditionState.FINISHED).order_by("ends_on", "pk"))
    hers = past[0]
    _recognise(hers)
    place = _took_part(hers, people["secretaria"], village)
    issue_certificate(enrolment=place, kind=ATTENDANCE, actor=editor)
    for edition in past:
        due = [row.place for row in standings(edition, ATTENDANCE) if row.is_due]
        made = [issue_certificate(enrolment=each, kind=ATTENDANCE, actor=editor) for each in due[:EACH]]
    revoke_certificate(certificate=made[-1], reason="Se expidió con las horas de otra edición", actor=editor)


def _templates(head: User) -> None:
    for kind, body in WORDS.items():
        CertificateTemplate.objects.create(
            title=f"{kind.label}, el de siempre",
            kind=kind,
            body=body,
            signatory=head.get_full_name(),
            post="Jefa del Servicio de Asistencia a Municipios",
            is_default=True,
        )


def _recognise(edition: Edition) -> None:
    MeritRecognition.objects.create(
        edition=edition,
        body="el Instituto de Formación Local de Valdoria (ficticio)",
        resolution="17/2026",
        resolved_on=edition.starts_on - timedelta(days=20),
        score=Decimal("0.25"),
    )


def _took_part(edition: Edition, who: User, village: LocalEntity) -> Enrolment:
    """Write the place of somebody who was in every class of an edition that is over."""
    since = edition.apply_from
    place: Enrolment = Enrolment.objects.create(
        edition=edition,
        person=who,
        entity=village,
        state=EnrolmentState.ATTENDED,
        applied_at=since,
    )
    EnrolmentEvent.objects.create(enrolment=place, entity=village, at=since, target=place.state, reason=WHY)
    for session in edition.sessions.select_related("edition", "room"):
        sit(session, [place])
        close_attendance(session)
    return place
