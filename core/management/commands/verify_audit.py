"""`manage.py verify_audit`: is the log of acts whole?"""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from core import audit
from core.commands import ReadingCommand


class Command(ReadingCommand):
    """Reads the log from the first act and names the first wrong one."""

    help = "Comprueba que el registro de actos está entero."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="un solo valor JSON en la salida")

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = audit.verify()
        if options["json"]:
            errors = [asdict(error) for error in verdict.errors]
            self.stdout.write(json.dumps({"ok": verdict.ok, "entries": verdict.entries, "errors": errors}))
        else:
            for error in verdict.errors:
                self.stdout.write(f"Anotación {error.number}: {error.reason}.")
            self.stdout.write(f"{verdict.entries} anotaciones, {len(verdict.errors)} errores.")
        if not verdict.ok:
            raise SystemExit(1)
