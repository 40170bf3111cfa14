"""The app `videoconf`."""

from django.apps import AppConfig


class VideoconfConfig(AppConfig):
    """Salas."""

    name = "videoconf"
    verbose_name = "Salas"
