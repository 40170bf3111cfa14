"""How long something of a room is kept: dated rows with their source, never a number in the code."""

from django.core.validators import MinValueValidator
from django.db import models

from videoconf.enums import RetentionClass


class RetentionTerm(models.Model):
    """From a day on, what is kept so many months since the room ended. The newest one begun is in force."""

    # Wagtail's index of references is for contents; a row of work would queue a task at each save.
    wagtail_reference_index_ignore = True
    kept = models.CharField("qué se guarda", max_length=10, choices=RetentionClass.choices)
    months = models.PositiveSmallIntegerField("meses desde que terminó", validators=[MinValueValidator(1)])
    source = models.CharField("norma o acuerdo", max_length=300)
    since = models.DateField("en vigor desde")

    class Meta:
        ordering = ["kept", "-since"]
        verbose_name = "plazo de conservación"
        verbose_name_plural = "plazos de conservación"
        constraints = [
            models.UniqueConstraint(fields=["kept", "since"], name="one_retention_term_a_day"),
            models.CheckConstraint(condition=models.Q(months__gte=1), name="retention_term_is_a_term"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kept_display()}: {self.months} meses"
