"""What a course teaches to do."""

from django.db import models


class Competence(models.Model):
    """Something somebody knows to do after a course; the same in every course that teaches it."""

    # No page, image or document is quoted here: Wagtail need not write down its references at each save.
    wagtail_reference_index_ignore = True
    name = models.CharField("qué se sabe hacer", max_length=200, unique=True)
    area = models.CharField("área", max_length=80, help_text="Por ejemplo, «Registro y atención».")
    description = models.TextField("explicación", blank=True)

    class Meta:
        ordering = ["area", "name"]
        verbose_name = "competencia"
        verbose_name_plural = "competencias"

    def __str__(self) -> str:
        return self.name
