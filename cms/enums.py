"""Words of contents."""

from django.db import models


class Audience(models.TextChoices):
    """Who may read a page. Kept on every page, image and document; never widened by a parent."""

    PUBLIC = "public", "Cualquiera"
    COUNCILS = "councils", "Quien trabaja en un ayuntamiento o en la Diputación"
    PROVINCE = "province", "Solo la Diputación"
