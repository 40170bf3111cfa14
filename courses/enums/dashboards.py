"""Words of the panel of the service."""

from django.db import models


class CallReason(models.TextChoices):
    """Why somebody deserves a call; the label is said on the page."""

    NOBODY = "nobody", "No tienen a nadie con formación"
    UNOPENED = "unopened", "Tienen plaza y no han abierto ninguna lección"
    NO_SHOW = "no_show", "Tenían plaza y no vinieron"
