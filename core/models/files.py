"""Private files by content."""

from django.db import models


class StoredFile(models.Model):
    """Bytes kept once under their SHA-256, outside anything a web server publishes."""

    sha256 = models.CharField("huella", max_length=64, unique=True)
    size = models.PositiveBigIntegerField("tamaño en bytes")
    mime = models.CharField("tipo", max_length=100)
    created_at = models.DateTimeField("guardado")

    class Meta:
        verbose_name = "fichero guardado"
        verbose_name_plural = "ficheros guardados"

    def __str__(self) -> str:
        return self.sha256[:12]
