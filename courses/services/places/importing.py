"""Asking for many places with a file: first say what each line would do, then do the good ones or none."""

import csv
import io
from dataclasses import dataclass

from django.db import transaction

from core import audit, clock
from core.tenancy import unscoped
from courses.enums import KEPT, Overlap, Refusal
from courses.errors import PlaceRefused
from courses.models import Edition, Enrolment
from courses.rules import why_not_apply
from courses.services.places.applying import enrol
from courses.services.places.moves import locked
from courses.services.places.overlaps import clash
from people.models import LocalEntity, User
from people.querysets import folded
from people.rules import serves
from people.services import PeopleError, text_of

MAX_ROWS = 1000
EMAIL, ENTITY = ("email", "correo"), ("entity", "entidad")
UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(slots=True)
class Row:
    """One line of the file, with its number as the spreadsheet shows it."""

    number: int
    email: str
    written: str
    person: User | None = None
    entity: LocalEntity | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """The whole file, read and judged; nothing has been written."""

    text: str
    rows: tuple[Row, ...]

    @property
    def good(self) -> list[Row]:
        return [row for row in self.rows if not row.error]

    @property
    def bad(self) -> list[Row]:
        return [row for row in self.rows if row.error]


def decoded(raw: bytes) -> str:
    """Return the text of a file in any encoding a spreadsheet writes. Errors: PeopleError."""
    if not raw.startswith(UTF16):
        return text_of(raw)
    try:
        return text_of(raw.decode("utf-16").encode())
    except UnicodeDecodeError as error:
        raise PeopleError("El fichero no se puede leer como CSV. Guárdalo otra vez.") from error


def read_places(*, edition: Edition, text: str) -> Listed:
    """Say what each line would do (dry run). Errors: PeopleError for the file as a whole."""
    rows = _rows(text)
    people = {each.email: each for each in User.objects.filter(email__in=[row.email for row in rows])}
    entities: dict[str, LocalEntity] = {}
    for entity in LocalEntity.objects.active():
        entities[folded(entity.name)] = entities[entity.ine_code] = entity
    with unscoped("quién pidió ya plaza, de cualquier ayuntamiento"):
        kept = Enrolment.objects.filter(edition=edition, state__in=KEPT)
        seen = set(kept.values_list("person__email", flat=True))
    closed = why_not_apply(edition, clock.now())
    for row in rows:
        row.person, row.entity = people.get(row.email), entities.get(folded(row.written))
        row.error = str(closed.label) if closed else _fault(row, seen) or _clash(row, edition)
        seen.add(row.email)
    return Listed(text, tuple(rows))


def _fault(row: Row, seen: set[str]) -> str:
    if row.person is None or not row.person.is_active:
        return f"No conocemos a nadie con el correo «{row.email}»."
    if row.entity is None:
        return f"No conocemos la entidad «{row.written}»."
    if not serves(row.person, row.entity):
        return f"Hoy no trabaja para {row.entity.name}."
    return "Ya tiene plaza pedida, o está dos veces en el fichero." if row.email in seen else ""


def _clash(row: Row, edition: Edition) -> str:
    if edition.overlap != Overlap.BLOCK or row.person is None:
        return ""
    return clash(row.person, edition)


def _rows(text: str) -> list[Row]:
    text = text.lstrip()
    heading = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=heading.count))
    try:
        lines = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader]
    except csv.Error as error:
        raise PeopleError("El fichero no se puede leer como CSV. Guárdalo otra vez.") from error
    if len(lines) > MAX_ROWS + 1:
        raise PeopleError(f"El fichero tiene demasiadas líneas: el máximo son {MAX_ROWS}.")
    names = [name.casefold() for name in lines[0][1]] if lines else []
    mail = next((names.index(name) for name in EMAIL if name in names), None)
    town = next((names.index(name) for name in ENTITY if name in names), None)
    if mail is None or town is None:
        raise PeopleError("La primera línea lleva los nombres de las columnas: correo y entidad.")
    padded = [(number, [*cells, *[""] * len(names)]) for number, cells in lines[1:] if any(cells)]
    return [Row(number, cells[mail].lower(), cells[town]) for number, cells in padded]


def import_places(*, edition: Edition, text: str, expected: int, actor: User) -> Listed:
    """Ask for a place for every good line, in the order of the file, or for none.

    Pre-conditions: `expected` is how many good lines were shown. Effects: those of `enrol` for each, under
    one lock; one audit row more. Capacity decides who has a seat and who waits.
    Errors: PeopleError when the file would now do something else than what was shown; PlaceRefused.
    """
    with transaction.atomic():
        row = locked(edition.pk)
        listed = read_places(edition=row, text=text)
        if len(listed.good) != expected:
            raise PeopleError("Algo ha cambiado desde que lo revisaste. Revisa otra vez el fichero.")
        for line in listed.good:
            if line.person is None or line.entity is None:
                raise PlaceRefused(Refusal.NOT_SERVING)
            enrol(edition_id=row.pk, person=line.person, entity=line.entity, actor=actor)
        audit.record(
            action="courses.edition.imported",
            actor_id=actor.pk,
            entity_id=None,
            target=f"edition:{row.pk}",
            detail={"asked": len(listed.good), "left_out": len(listed.bad)},
        )
    return listed
