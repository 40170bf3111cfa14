"""Commands that read the database and say in Spanish when there is none to read."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from core.models import WorkerHeartbeat


class ReadingCommand(BaseCommand):
    """Refuses with one clear line, exit code 1, where the database is away or was never migrated."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Ask something small of the database before the command itself."""
        try:
            WorkerHeartbeat.objects.exists()
        except DatabaseError:
            raise CommandError(
                "La base de datos no contesta o le faltan migraciones. Ejecuta «manage.py migrate»."
            ) from None
        return super().execute(*args, **options)
