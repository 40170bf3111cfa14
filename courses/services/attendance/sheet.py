"""The attendance list as a file that opens in a spreadsheet and cannot act in it."""

import csv
import io
from collections.abc import Iterable

from django.utils import timezone

from courses.services.attendance.lists import Presence, Roll

HEAD = (
    *("Persona", "Por quién", "Entró", "Salió", "Intervalos"),
    *("Tiempo", "Segundos", "%", "Llega al mínimo", "Resultado"),
)
# A cell that begins with one of these is a formula to a spreadsheet: somebody's name could run there.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def attendance_csv(roll: Roll) -> str:
    """Return the list as CSV in Spanish use: semicolons, and a mark so that accents open right."""
    return spreadsheet(*roll_table(roll))


def roll_table(roll: Roll) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the list as it is read: a head and a line for each person with a place."""
    return HEAD, [_cells(row) for row in (*roll.came, *roll.absent)]


def spreadsheet(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return rows as CSV in Spanish use, every cell as text."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    for row in (head, *rows):
        writer.writerow([harmless(cell) for cell in row])
    return "\ufeff" + out.getvalue()


def harmless(cell: str) -> str:
    """Return the cell as text, never as a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def clock_time(seconds: int) -> str:
    """Write a length of time to the second: "1:29:07"."""
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}"


def _cells(row: Presence) -> tuple[str, ...]:
    hours = [timezone.localtime(moment).strftime("%H:%M:%S") for pair in row.intervals for moment in pair]
    return (
        row.name,
        row.entity_name,
        hours[0] if hours else "",
        hours[-1] if hours else "",
        str(len(row.intervals)),
        clock_time(row.seconds),
        str(row.seconds),
        str(row.percent),
        "sí" if row.passes else "no",
        row.record.get_outcome_display() if row.record else "",
    )
