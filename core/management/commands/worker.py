"""`manage.py worker`: the process beside the web one."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from core.worker import Worker


class Command(BaseCommand):
    """Sends mail, runs periodic jobs and queued tasks until it is told to stop."""

    help = "Envía el correo y hace las tareas de fondo."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="una sola vuelta, y termina")
        parser.add_argument("--interval", type=float, default=1.0, help="segundos entre vueltas")

    def handle(self, *args: Any, **options: Any) -> None:
        worker = Worker(interval=options["interval"])
        worker.stop_on_signals()
        worker.run(once=options["once"])
