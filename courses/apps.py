"""The app `courses`."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """Formación."""

    name = "courses"
    verbose_name = "Formación"
