"""A certificate that should not have been issued is taken back; what it said stays written."""

from django.db import transaction

from core import clock
from core.audit import record
from courses.models import Certificate, CertificateRevocation
from courses.rules import manages_editions
from courses.services.certificates.refusal import CertificateRefused
from people.models import User


def revoke_certificate(*, certificate: Certificate, reason: str, actor: User) -> CertificateRevocation:
    """Take a certificate back, with its reason. Twice is once.

    Pre-conditions: whoever manages editions asks and says why. Effects: one row and its audit row.
    Errors: CertificateRefused. Law: LPAC art. 106.
    """
    if not manages_editions(actor):
        raise CertificateRefused("Solo quien lleva las ediciones puede anular un certificado.")
    if not reason.strip():
        raise CertificateRefused("Falta el motivo de la anulación.")
    with transaction.atomic():
        values = {"at": clock.now(), "actor_id": actor.pk, "reason": reason.strip()[:200]}
        found, is_new = CertificateRevocation.objects.get_or_create(certificate=certificate, defaults=values)
        if is_new:
            record(
                action="courses.revoke_certificate",
                actor_id=actor.pk,
                entity_id=certificate.enrolment.entity_id,
                target=f"courses.Certificate:{certificate.pk}",
                detail={"reason": found.reason},
            )
    return found
