"""The polls of a room as a file for a spreadsheet."""

from collections.abc import Iterator
from typing import Final

from core.spreadsheets import spreadsheet
from videoconf.models import Poll, Room
from videoconf.services.polls import results_of

HEAD: Final = ("Encuesta", "Pregunta", "Clase", "Respuesta", "Cuántas", "Persona", "Entidad")
FEW: Final = "no se muestra: respondieron menos de tres"


def polls_csv(room: Room) -> str:
    """Return what was asked in a room and answered: with names, one row more for each person.

    Of an anonymous poll only the sums are there. Effects: none.
    """
    closed = room.polls.filter(closed_at__isnull=False).order_by("opened_at", "pk")
    return spreadsheet(HEAD, [row for number, poll in enumerate(closed, 1) for row in _rows(number, poll)])


def _rows(number: int, poll: Poll) -> Iterator[tuple[str, ...]]:
    results = results_of(poll)
    said = (str(number), poll.question, "anónima" if poll.anonymous else "con nombre")
    for at, option in enumerate(poll.options.order_by("position")):
        yield (*said, option.text, FEW if results is None else str(results[at]), "", "")
        people = option.answers.select_related("participant").order_by("participant__display_name", "pk")
        for answer in people:
            who = answer.participant
            yield (*said, option.text, "", who.display_name, who.entity_name)
