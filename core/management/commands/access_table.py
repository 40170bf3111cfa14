"""`manage.py access_table`: who may reach what."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from core import access


class Command(BaseCommand):
    """Prints the access table."""

    # It shows the table as it is, the better when something is missing in it.
    requires_system_checks: list[str] = []
    help = "Muestra la tabla de acceso."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="un solo valor JSON en la salida")

    def handle(self, *args: Any, **options: Any) -> None:
        lines = access.flat()
        if options["json"]:
            self.stdout.write(json.dumps(lines, ensure_ascii=False))
            return
        for line in lines:
            self.stdout.write(
                f"{line['kind']:9}{line['name']:32}{' '.join(line['methods']):24}{line['rule']}"
            )
