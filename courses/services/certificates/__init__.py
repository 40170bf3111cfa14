"""The verbs of certificates."""

from courses.services.certificates.issuing import confirm_achievement, issue_certificate, reissue_certificate
from courses.services.certificates.reading import Check, certificates_of, check_code, why_not_yet
from courses.services.certificates.refusal import CertificateRefused
from courses.services.certificates.revoking import revoke_certificate

__all__ = [
    "CertificateRefused",
    "Check",
    "certificates_of",
    "check_code",
    "confirm_achievement",
    "issue_certificate",
    "reissue_certificate",
    "revoke_certificate",
    "why_not_yet",
]
