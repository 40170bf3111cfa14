"""`manage.py seed_demo`: the fictitious province, once."""

from typing import Any

from django.core.management.base import BaseCommand

from demo.seed import seed_everything
from people.models import LocalEntity


class Command(BaseCommand):
    """Seeds an empty database; leaves one that has entities as it is."""

    help = "Crea la provincia ficticia de Valdoria si la base de datos está vacía."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed, or say that there is nothing to do."""
        if LocalEntity.objects.exists():
            self.stdout.write("La provincia de demostración ya estaba creada.")
            return
        seed_everything()
        self.stdout.write("Creada la provincia ficticia de Valdoria.")
