"""`manage.py import_questions PATH`: a file of questions, looked at or kept.

Exit code: 0 where at least one item is good, though others be wrong; 2 where the file cannot be read or has
no good item; 1 where the database does not answer. A description of Moodle is listed among the items, with
the kind `description`, and is not kept: nobody can answer it.
"""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from courses.banks.decoding import LARGEST_FILE
from courses.banks.items import Fault, Reading
from courses.banks.reading import AUTO, READERS, read_bank
from courses.services.quizzes.questions import store_questions


class Command(BaseCommand):
    help = "Importa preguntas de un fichero GIFT, Moodle XML o Aiken."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", help="Fichero de preguntas")
        parser.add_argument("--format", choices=[AUTO, *READERS], default=AUTO, help="Formato del fichero")
        parser.add_argument("--dry-run", action="store_true", help="Mira el fichero y no guarda nada")
        parser.add_argument("--json", action="store_true", help="Escribe un solo valor JSON")
        parser.add_argument("--bank", default="", help="Banco donde se guardan")

    def handle(self, *args: Any, **options: Any) -> None:
        reading = read_path(options["path"], options["format"])
        if reading.questions and not options["dry_run"]:
            self._keep(reading, options)
        self.stdout.write(as_json(reading) if options["json"] else as_text(reading))
        if not reading.items:
            raise SystemExit(2)

    def _keep(self, reading: Reading, options: dict[str, Any]) -> None:
        source = Path(options["path"]).name
        try:
            store_questions(items=reading.items, actor_id=None, source=source, bank=options["bank"])
        except DatabaseError:
            raise CommandError("La base de datos no contesta o le faltan migraciones.") from None


def read_path(path: str, wanted: str) -> Reading:
    """Read a file, whatever it is; one that cannot be opened is an error of line 1."""
    try:
        with Path(path).open("rb") as file:
            return read_bank(file.read(LARGEST_FILE + 1), wanted)
    except (OSError, ValueError) as refused:
        reason = "es una carpeta" if isinstance(refused, IsADirectoryError) else "no se puede abrir"
        return Reading(wanted, errors=[Fault(1, f"el fichero {reason}")])


def as_json(reading: Reading) -> str:
    """Write what was found for a program."""
    items = [{"kind": item.kind, "title": item.title, "line": item.line} for item in reading.items]
    errors = [{"line": fault.line, "reason": fault.reason} for fault in reading.errors]
    return json.dumps({"items": items, "errors": errors}, ensure_ascii=False)


def as_text(reading: Reading) -> str:
    """Write what was found for a person."""
    notes = [f"Línea {item.line}: {note}." for item in reading.items for note in item.notes]
    faults = [f"Línea {fault.line}: {fault.reason}." for fault in reading.errors]
    total = f"{len(reading.questions)} preguntas, {len(reading.errors)} errores."
    return "\n".join([*notes, *faults, total])
