"""`manage.py attendance ROOM`: who was in a room, to the second."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from core.commands import ReadingCommand
from videoconf.models import Room
from videoconf.services import attendance_of


class Command(ReadingCommand):
    """Print the roll of a room."""

    help = "Muestra quién estuvo en una sala y cuánto tiempo"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what the command takes."""
        parser.add_argument("room", help="dirección de la sala (lo que va detrás de /sala/)")
        parser.add_argument("--json", action="store_true", help="un solo valor JSON en la salida")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line for each person, or one JSON list."""
        room = Room.objects.filter(key=options["room"]).first()
        if room is None:
            raise CommandError(f"No hay ninguna sala «{options['room']}»")
        rolls = attendance_of(room)
        if options["json"]:
            self.stdout.write(json.dumps([roll.as_json() for roll in rolls], ensure_ascii=False))
            return
        for roll in rolls:
            who = roll.participant
            self.stdout.write(f"{who.display_name} ({who.entity_name or 'sin entidad'}): {roll.seconds} s")
