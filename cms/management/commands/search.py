"""Ask the search from the terminal: `manage.py search "actas" --as persona@ejemplo.es --json`."""

import json
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.management.base import CommandError, CommandParser

from cms.search.asking import ask
from core.commands import ReadingCommand
from core.providers import SearchHit
from core.tenancy import scope
from people.rules import standing_of


class Command(ReadingCommand):
    help = "Busca como lo haría una persona; sin --as, como quien no ha entrado."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("text", help="Lo que se busca")
        parser.add_argument("--as", dest="email", default="", help="Correo de la persona que busca")
        parser.add_argument("--json", action="store_true", help="Escribe una lista JSON y nada más")

    def handle(self, *args: Any, **options: Any) -> None:
        person = self._person(options["email"])
        entities = standing_of(person).entities
        with scope([entity.pk for entity in entities]):
            found = ask(text=options["text"], person=person, entities=entities)
        self.stdout.write(self._as_json(found) if options["json"] else self._as_text(found))

    def _person(self, email: str) -> Any:
        if not email:
            return AnonymousUser()
        person = get_user_model().objects.filter(email__iexact=email, is_active=True).first()
        if person is None:
            raise CommandError(f"Nadie puede entrar con el correo {email}.")
        return person

    def _as_json(self, found: list[SearchHit]) -> str:
        rows = [{"type": hit.kind, "title": hit.title, "url": hit.url} for hit in found]
        return json.dumps(rows, ensure_ascii=False, indent=2)

    def _as_text(self, found: list[SearchHit]) -> str:
        return "\n".join(f"{hit.title} ({hit.kind})\n  {hit.url}" for hit in found) or "No encontré nada."
