"""Certificates are drawn, sealed and only then written down."""

import time
from dataclasses import dataclass
from typing import Any, Final

from django.db import IntegrityError, transaction

from core import clock
from core.audit import record
from courses.models import AchievementConfirmation, Certificate, Edition, Enrolment
from courses.rules import manages_editions, may_see_roll, teaches
from courses.services.certificates.codes import new_code
from courses.services.certificates.contents import snapshot_of
from courses.services.certificates.papers import sealed_paper
from courses.services.certificates.reading import standings
from courses.services.certificates.refusal import CertificateRefused
from people.models import User

# Nobody looks at a still page for longer: what does not fit is issued by asking again.
PATIENCE: Final = 7.0


@dataclass(frozen=True, slots=True)
class Issued:
    """How many certificates were issued at once, and how many of those due did not fit."""

    made: int
    left: int


def issue_certificate(*, enrolment: Enrolment, kind: str, actor: User) -> Certificate:
    """Issue the certificate of a place; twice gives the same one.

    Pre-conditions: whoever sees the roll of the edition asks; the edition is over; attendance reaches its
    threshold; for achievement, the quiz was passed or whoever gives the class said so; nothing that the paper
    must state is missing. Effects: the sealed PDF kept, its row and an audit row.
    Errors: CertificateRefused, SealMissing.
    Law: Orden TFP/153/2021 (what a certificate must state to count as merit).
    """
    _require_staff(actor, enrolment.edition)
    known = Certificate.objects.filter(enrolment=enrolment, kind=kind).order_by("-version").first()
    return known or _write(enrolment, kind, actor, None)


def issue_due(*, edition: Edition, kind: str, actor: User) -> Issued:
    """Issue the certificates of an edition that are due and not issued, as many as fit in some seconds.

    Pre-conditions and errors as issuing one. Effects: each certificate is whole by itself: should the seal
    fail half way, those before stand, and asking again issues the rest. Who had one taken back is left out.
    """
    _require_staff(actor, edition)
    began, made = time.monotonic(), 0
    due = [each.place for each in standings(edition, kind) if each.is_due]
    for place in due:
        if time.monotonic() - began > PATIENCE:
            break
        issue_certificate(enrolment=place, kind=kind, actor=actor)
        made += 1
    return Issued(made, len(due) - made)


def reissue_certificate(*, certificate: Certificate, reason: str, actor: User) -> Certificate:
    """Issue a new version with what is true now, as after a change of name; the old one says it was replaced.

    Pre-conditions: as issuing, with a reason, and it is the newest version; one that was taken back is issued
    again only by whoever may take it back. Errors: CertificateRefused.
    """
    _require_staff(actor, certificate.enrolment.edition)
    if not reason.strip():
        raise CertificateRefused("Falta el motivo de la nueva versión.")
    if hasattr(certificate, "replaced_by"):
        raise CertificateRefused("Este certificado ya no vale: se sustituyó por otro más nuevo.")
    if hasattr(certificate, "revocation") and not manages_editions(actor):
        raise CertificateRefused("Este certificado está anulado: lo renueva quien lleva las ediciones.")
    return _write(certificate.enrolment, certificate.kind, actor, certificate, reason.strip()[:200])


def confirm_achievement(*, enrolment: Enrolment, reason: str, actor: User) -> AchievementConfirmation:
    """Say that somebody learnt what was taught; only whoever gives the edition can. Twice is once.

    Effects: one row that is never changed and its audit row. Errors: CertificateRefused.
    """
    if not teaches(actor, enrolment.edition):
        raise CertificateRefused("Solo quien da la edición puede confirmar el aprovechamiento.")
    if actor.pk == enrolment.person_id:
        raise CertificateRefused("Nadie confirma su propio aprovechamiento.")
    if not reason.strip():
        raise CertificateRefused("Falta decir por qué se confirma el aprovechamiento.")
    with transaction.atomic():
        values = {"at": clock.now(), "actor_id": actor.pk, "reason": reason.strip()[:200]}
        found, is_new = AchievementConfirmation.objects.get_or_create(enrolment=enrolment, defaults=values)
        if is_new:
            _record("courses.confirm_achievement", actor, enrolment, {"reason": found.reason})
    return found


def _require_staff(actor: User, edition: Edition) -> None:
    if not may_see_roll(actor, edition):
        raise CertificateRefused("No puedes expedir certificados de esta edición.")


def _write(
    enrolment: Enrolment, kind: str, actor: User, replaces: Certificate | None, reason: str = ""
) -> Certificate:
    snapshot, code, issued_at = snapshot_of(enrolment, kind), new_code(), clock.now()
    # Before the transaction: sealing takes time, and a file without a row is harmless.
    pdf, digest = sealed_paper(snapshot, code, issued_at)
    version = replaces.version + 1 if replaces else 1
    known = {"enrolment": enrolment, "kind": kind, "version": version}
    values = {"snapshot": snapshot, "pdf": pdf, "sha256": digest, "code": code, "issued_at": issued_at}
    try:
        with transaction.atomic():
            made = Certificate.objects.create(**known, **values, replaces=replaces)
            detail = {"certificate": made.pk, "kind": str(kind), "version": version, "reason": reason}
            _record("courses.issue_certificate", actor, enrolment, detail)
    except IntegrityError:
        # Somebody issued it meanwhile: theirs is the certificate.
        return Certificate.objects.get(**known)
    return made


def _record(action: str, actor: User, enrolment: Enrolment, detail: dict[str, Any]) -> None:
    target = f"courses.Enrolment:{enrolment.pk}"
    record(action=action, actor_id=actor.pk, entity_id=enrolment.entity_id, target=target, detail=detail)
