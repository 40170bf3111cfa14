"""Why a certificate is not issued."""

from core.errors import Conflict


class CertificateRefused(Conflict):
    """It cannot be issued or taken back; nothing was written. Its text names what is missing."""
