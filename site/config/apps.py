"""The site as an app: its templates, its checks, its commands."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Holds what belongs to no app below."""

    name = "config"
    verbose_name = "Concejo"
