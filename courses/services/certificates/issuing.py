"""Certificates are drawn, sealed and only then written down."""

import io
import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import IO, Any, Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from core import clock
from core.audit import record
from core.files import FileKind, intake
from core.papers import keys, qr_svg, render, seal
from courses.enums.certificates import CertificateKind
from courses.models import AchievementConfirmation, Certificate, Enrolment
from courses.rules import may_see_roll, teaches
from courses.services.certificates.contents import snapshot_of
from courses.services.certificates.refusal import CertificateRefused
from people.models import User

TEMPLATE: Final = "courses/certificado.typ"
# No letter that is read as another: 32 signs, 5 bits each, 125 bits in all.
SIGNS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS: Final = 5


def new_code() -> str:
    """Return 125 random bits in groups that can be read aloud."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(GROUPS)) for _ in range(GROUPS))


def issue_certificate(*, enrolment: Enrolment, kind: str, actor: User) -> Certificate:
    """Issue the certificate of a place; twice gives the same one.

    Pre-conditions: whoever sees the roll of the edition asks; attendance reaches its threshold;
    achievement was confirmed, for that kind; nothing that the paper must state is missing.
    Effects: the sealed PDF kept, its row and an audit row. Errors: CertificateRefused, SealMissing.
    Law: Orden TFP/153/2021 (what a certificate must state to count as merit).
    """
    _require_staff(actor, enrolment)
    known = _newest(enrolment, kind)
    return known or _write(enrolment, kind, actor, None)


def reissue_certificate(*, certificate: Certificate, actor: User) -> Certificate:
    """Issue a new version with what is true now, as after a change of name; the old one says it was replaced.

    Pre-conditions: as issuing, and it is the newest version and stands. Errors: CertificateRefused.
    """
    _require_staff(actor, certificate.enrolment)
    if hasattr(certificate, "revocation") or hasattr(certificate, "replaced_by"):
        raise CertificateRefused("Este certificado ya no vale: está anulado o sustituido por otro.")
    return _write(certificate.enrolment, certificate.kind, actor, certificate)


def confirm_achievement(*, enrolment: Enrolment, reason: str, actor: User) -> AchievementConfirmation:
    """Say that somebody learnt what was taught; only whoever gives the edition can. Twice is once."""
    if not teaches(actor, enrolment.edition):
        raise CertificateRefused("Solo quien da la edición puede confirmar el aprovechamiento.")
    if not reason.strip():
        raise CertificateRefused("Falta decir por qué se confirma el aprovechamiento.")
    with transaction.atomic():
        values = {"at": clock.now(), "actor_id": actor.pk, "reason": reason.strip()[:200]}
        found, is_new = AchievementConfirmation.objects.get_or_create(enrolment=enrolment, defaults=values)
        if is_new:
            _record("courses.confirm_achievement", actor, enrolment, {"reason": found.reason})
    return found


def _require_staff(actor: User, enrolment: Enrolment) -> None:
    if not may_see_roll(actor, enrolment.edition):
        raise CertificateRefused("No puedes expedir certificados de esta edición.")


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A paper of our own, taken in by the one way in."""

    file: IO[bytes]
    size: int


def _newest(enrolment: Enrolment, kind: str) -> Certificate | None:
    return Certificate.objects.filter(enrolment=enrolment, kind=kind).order_by("-version").first()


def _write(enrolment: Enrolment, kind: str, actor: User, replaces: Certificate | None) -> Certificate:
    snapshot, code, issued_at = snapshot_of(enrolment, kind), new_code(), clock.now()
    # Before the transaction: sealing takes time, and a file without a row is harmless.
    pdf = seal(
        render(TEMPLATE, paper_data(snapshot, code, issued_at)), reason=str(CertificateKind(kind).label)
    )
    stored = intake(
        upload=_Drawn(io.BytesIO(pdf), len(pdf)),
        kinds=frozenset({FileKind.PDF}),
        name="certificado.pdf",
    )
    version = replaces.version + 1 if replaces else 1
    try:
        with transaction.atomic():
            made = Certificate.objects.create(
                enrolment=enrolment,
                kind=kind,
                version=version,
                snapshot=snapshot,
                pdf=stored,
                sha256=sha256(pdf).hexdigest(),
                code=code,
                issued_at=issued_at,
                replaces=replaces,
            )
            _record(
                "courses.issue_certificate", actor, enrolment, {"certificate": made.pk, "version": version}
            )
    except IntegrityError:
        # Somebody issued it meanwhile: theirs is the certificate.
        return Certificate.objects.get(enrolment=enrolment, kind=kind, version=version)
    return made


def paper_data(snapshot: dict[str, Any], code: str, issued_at: Any) -> dict[str, Any]:
    """Return what the template draws: the snapshot and what is only of the paper."""
    url = settings.WAGTAILADMIN_BASE_URL + reverse("courses:check_certificate", args=[code])
    day = date_format(localtime(issued_at), r"j \d\e F \d\e Y")
    demo = keys.DEMO_SUBJECT if keys.is_demo() else ""
    return {
        **snapshot,
        "province": settings.PROVINCE_NAME,
        "code": code,
        "url": url,
        "qr": qr_svg(url),
        "issued": day,
        "demo": demo,
    }


def _record(action: str, actor: User, enrolment: Enrolment, detail: dict[str, Any]) -> None:
    target = f"courses.Enrolment:{enrolment.pk}"
    record(action=action, actor_id=actor.pk, entity_id=enrolment.entity_id, target=target, detail=detail)
