"""`manage.py purge_rooms`: erase what has passed its term in the rooms; with --dry-run, only say it."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from core.commands import ReadingCommand
from videoconf.enums import RetentionClass
from videoconf.services.purging import purge_rooms


class Command(ReadingCommand):
    """The worker does the same once a day."""

    help = "Borra lo que ha cumplido su plazo de conservación en las salas; la cadena se sigue comprobando"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what the command takes."""
        parser.add_argument("--dry-run", action="store_true", help="dice qué borraría y no borra nada")
        parser.add_argument("--json", action="store_true", help="un solo valor JSON en la salida")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line for each room and class, or one JSON value."""
        found = purge_rooms(dry_run=options["dry_run"])
        if options["json"]:
            whole = {"dry_run": options["dry_run"], "rooms": [asdict(each) for each in found]}
            self.stdout.write(json.dumps(whole, ensure_ascii=False))
            return
        verb = "se borraría" if options["dry_run"] else "borrado"
        for each in found:
            said = (
                f"no se toca: {each.held}"
                if each.held
                else f"{each.payloads + each.rows} contenidos, {each.people} nombres"
            )
            self.stdout.write(f"{each.room}, {RetentionClass(each.kept).label}: {verb} {said}")
        self.stdout.write(f"{sum(not each.held for each in found)} salas.")
