"""Reading a CSV of people as spreadsheets of town halls write it."""

import csv
import io
from dataclasses import dataclass

from people.services.errors import PeopleError

MAX_BYTES = 512 * 1024
MAX_ROWS = 1000
COLUMNS = ("correo", "nombre", "apellidos", "entidad", "puesto")
OPTIONAL = ("funciones",)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file, with its number as the spreadsheet shows it."""

    number: int
    values: dict[str, str]


def text_of(raw: bytes) -> str:
    """Return the text: UTF-8, or the Windows code page that Excel still writes. Errors: PeopleError."""
    if len(raw) > MAX_BYTES:
        raise PeopleError("El fichero es demasiado grande: el máximo son 512 kB.")
    if b"\0" in raw:
        raise PeopleError("Esto no es un fichero CSV. Guárdalo como «CSV» desde la hoja de cálculo.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("windows-1252", errors="replace")


def lines_of(text: str) -> list[Line]:
    """Return the lines under the heading, whose separator is the one used. Errors: PeopleError."""
    heading = text.lstrip().split("\n", 1)[0]
    separator = ";" if heading.count(";") >= heading.count(",") else ","
    reader = csv.reader(io.StringIO(text.lstrip(), newline=""), delimiter=separator)
    try:
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise PeopleError("El fichero no se puede leer como CSV. Guárdalo otra vez.") from error
    names = [cell.strip().casefold() for cell in rows[0][1]] if rows else []
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise PeopleError(f"Faltan columnas en la primera línea: {', '.join(missing)}.")
    if len(rows) > MAX_ROWS + 1:
        raise PeopleError(f"El fichero tiene demasiadas líneas: el máximo son {MAX_ROWS}.")
    return [_line(number, names, row) for number, row in rows[1:] if any(cell.strip() for cell in row)]


def _line(number: int, names: list[str], row: list[str]) -> Line:
    cells = [cell.strip() for cell in row] + [""] * len(names)
    found = dict(zip(names, cells, strict=False))
    return Line(number, {name: found.get(name, "") for name in (*COLUMNS, *OPTIONAL)})
