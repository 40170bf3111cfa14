"""The app `core`."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Mecanismos."""

    name = "core"
    verbose_name = "Mecanismos"
