"""The app `cms`."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """Contenidos."""

    name = "cms"
    verbose_name = "Contenidos"
