"""The verbs of certificates."""

from courses.services.certificates.checking import Check, check_code, check_paper
from courses.services.certificates.issuing import (
    Issued,
    confirm_achievement,
    issue_certificate,
    issue_due,
    reissue_certificate,
)
from courses.services.certificates.papers import sample_picture
from courses.services.certificates.reading import (
    Standing,
    certificates_of,
    standings,
    state_of,
    why_not_yet,
)
from courses.services.certificates.refusal import CertificateRefused
from courses.services.certificates.revoking import revoke_certificate

__all__ = [
    "CertificateRefused",
    "Check",
    "Issued",
    "Standing",
    "certificates_of",
    "check_code",
    "check_paper",
    "confirm_achievement",
    "issue_certificate",
    "issue_due",
    "reissue_certificate",
    "revoke_certificate",
    "sample_picture",
    "standings",
    "state_of",
    "why_not_yet",
]
