"""The app `registry`."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """Registro."""

    name = "registry"
    verbose_name = "Registro"
