"""Words of certificates."""

from django.db import models


class CertificateKind(models.TextChoices):
    """What a certificate says of its person."""

    ATTENDANCE = "attendance", "Certificado de asistencia"
    ACHIEVEMENT = "achievement", "Certificado de aprovechamiento"


class CertificateState(models.TextChoices):
    """Whether a certificate stands; never stored: it follows from what came after it."""

    VALID = "valid", "En vigor"
    REPLACED = "replaced", "Sustituido por otro más nuevo"
    REVOKED = "revoked", "Anulado"
