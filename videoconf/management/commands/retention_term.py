"""`manage.py retention_term words --months 24 --source "Acuerdo…" --since 2027-01-01`."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import CommandError

from core.commands import ReadingCommand
from core.errors import Conflict
from videoconf.enums import RetentionClass
from videoconf.models import RetentionTerm
from videoconf.services.terms import set_term


class Command(ReadingCommand):
    """Say for how long something of the rooms is kept; without months, say what is written."""

    help = "Dice o cambia cuánto se guarda lo de las salas, y por qué norma"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what the command takes."""
        parser.add_argument("kept", nargs="?", choices=RetentionClass.values, help="qué se guarda")
        parser.add_argument("--months", type=int, default=0, help="meses desde que terminó la sala")
        parser.add_argument("--source", default="", help="norma o acuerdo que lo dice")
        parser.add_argument("--since", type=date.fromisoformat, help="desde qué día (AAAA-MM-DD)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the new term, if one is given, and print them all."""
        if options["kept"]:
            named = {name: options[name] for name in ("kept", "months", "source")}
            if options["since"] is None:
                raise CommandError("Falta --since: desde qué día.")
            try:
                set_term(**named, since=options["since"])
            except Conflict as refusal:
                raise CommandError(str(refusal)) from None
        for term in RetentionTerm.objects.all():
            self.stdout.write(f"{term.kept}: {term.months} meses desde {term.since:%d/%m/%Y}. {term.source}")
