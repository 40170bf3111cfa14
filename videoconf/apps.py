"""The app `videoconf`."""

from django.apps import AppConfig


class VideoconfConfig(AppConfig):
    """Salas."""

    name = "videoconf"
    verbose_name = "Salas"

    def ready(self) -> None:
        """Answer for picture and voice on the page of health."""
        from core import health  # noqa: PLC0415  (models may be imported only now)
        from videoconf.media.health import media  # noqa: PLC0415  (the same)

        health.add("imagen y voz", media)
