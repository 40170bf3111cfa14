"""`manage.py inspect_package`: can this package be launched, and if not, why."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from courses.scorm import Inspection, inspect


class Command(BaseCommand):
    """Reads a zip or an unpacked folder; it needs no database and writes nothing."""

    requires_system_checks: list[str] = []
    help = "Dice si un paquete SCORM se puede abrir y qué le falta."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", help="un zip, o la carpeta donde se descomprimió")
        parser.add_argument("--json", action="store_true", help="un solo valor JSON en la salida")

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = inspect(Path(options["path"]))
        if options["json"]:
            # Escaped: the names of files come as they are, and some are no text at all.
            self.stdout.write(json.dumps(verdict.as_dict()))
        else:
            self._tell(verdict)
        if not verdict.ok:
            raise SystemExit(2)

    def _tell(self, verdict: Inspection) -> None:
        lines = [f"{verdict.standard} ({verdict.version}): {verdict.title}"] if verdict.standard else []
        lines += [f"Abre {address}" for address in verdict.launch]
        lines += [f"Error: {reason}" for reason in verdict.errors]
        lines.append("Se puede abrir." if verdict.ok else "No se puede abrir.")
        for line in lines:
            self.stdout.write(line.encode("utf-8", "replace").decode("utf-8"))
