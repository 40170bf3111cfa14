"""The app `core`."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    """Mecanismos."""

    name = "core"
    verbose_name = "Mecanismos"

    def ready(self) -> None:
        from core import append_only, checks  # noqa: F401, PLC0415  (models are loaded only now)

        # The signal comes once per app, after every migration has run: once is enough.
        post_migrate.connect(append_only.install_after_migrate, sender=self, dispatch_uid="append_only")
