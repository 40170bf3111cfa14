"""`manage.py media_config`: writes what Janus and coturn read at their start, and says where."""

from typing import Any

from django.core.management.base import BaseCommand

from videoconf.media.configuration import write


class Command(BaseCommand):
    """Used by the `media` and `turn` lines of the Procfile; safe to run at any time."""

    help = "Escribe en var/media la configuración de Janus y de coturn"

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the files."""
        self.stdout.write(str(write()))
