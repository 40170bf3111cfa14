"""Words of contents."""

from django.db import models


class Audience(models.TextChoices):
    """Who may read. Kept on every page, image and document, from the widest to the narrowest."""

    PUBLIC = "public", "Cualquiera, también sin entrar"
    COUNCILS = "councils", "Quien trabaja en un ayuntamiento o en la Diputación"
    PROVINCE = "province", "Solo la Diputación"


class NoteKind(models.TextChoices):
    """What a highlighted note is."""

    LAW = "ley", "Lo que dice la ley"
    ADVICE = "consejo", "Consejo"
    WARNING = "aviso", "Aviso"


class PreviewMode(models.TextChoices):
    """How an editor looks at a page before anybody else does."""

    SECRETARY = "secretaria", "Como la ve una secretaria"
    PHONE = "movil", "En el móvil"
    PRINTED = "impreso", "Impresa"
