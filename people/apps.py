"""The app `people`."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Personas y entidades."""

    name = "people"
    verbose_name = "Personas y entidades"
