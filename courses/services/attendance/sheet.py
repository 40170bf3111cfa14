"""The attendance list as a file that opens in a spreadsheet and cannot act in it."""

from django.utils import timezone

from core.spreadsheets import spreadsheet
from courses.services.attendance.lists import Presence, Roll

HEAD = (
    *("Persona", "Por quién", "Entró", "Salió", "Intervalos"),
    *("Tiempo", "Segundos", "%", "Llega al mínimo", "Resultado"),
)


def attendance_csv(roll: Roll) -> str:
    """Return the list as CSV in Spanish use: semicolons, and a mark so that accents open right."""
    return spreadsheet(*roll_table(roll))


def roll_table(roll: Roll) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the list as it is read: a head and a line for each person with a place."""
    return HEAD, [_cells(row) for row in (*roll.came, *roll.absent)]


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
