"""The app `people`."""

from importlib import import_module

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Personas y entidades."""

    name = "people"
    verbose_name = "Personas y entidades"

    def ready(self) -> None:
        """Join the receivers and the tiles, which need the models loaded."""
        import_module("people.signals").connect()
        import_module("people.tiles").register()
