"""The fictitious province. Never installed in production."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Valdoria."""

    name = "demo"
    verbose_name = "Provincia de demostración"
