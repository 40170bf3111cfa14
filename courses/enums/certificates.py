"""Words of certificates."""

from django.db import models


class CertificateKind(models.TextChoices):
    """What a certificate says of its person."""

    ATTENDANCE = "attendance", "Certificado de asistencia"
    ACHIEVEMENT = "achievement", "Certificado de aprovechamiento"
