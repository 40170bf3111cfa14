"""`manage.py verify_room ROOM`: is what a room keeps as it was written?"""

import json
import sys
from argparse import ArgumentParser
from typing import Any, Final

from core.commands import ReadingCommand
from videoconf.services.checking import verify_room

BAD: Final = 2


class Command(ReadingCommand):
    """Reads a room from its first event and names whatever is not as it was written."""

    help = "Comprueba que los sucesos y la asistencia de una sala están como se anotaron"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what the command takes."""
        parser.add_argument("room", help="dirección de la sala (lo que va detrás de /sala/)")
        parser.add_argument(
            "--head", default="", help="huella impresa en un papel: algún suceso ha de llevarla"
        )
        parser.add_argument("--json", action="store_true", help="un solo valor JSON en la salida")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the verdict; the exit code is 0 when all is well and 2 when it is not."""
        verdict = verify_room(options["room"], printed_head=options["head"].strip().lower())
        if options["json"]:
            self.stdout.write(json.dumps(verdict.as_json(), ensure_ascii=False))
        else:
            for error in verdict.errors:
                self.stdout.write(f"Suceso {error.number}: {error.reason}.")
            self.stdout.write(
                f"{verdict.events} sucesos, {verdict.purged} sin contenido por su plazo, "
                f"{len(verdict.errors)} errores. Huella: {verdict.head or 'ninguna'}"
            )
        if not verdict.ok:
            sys.exit(BAD)
