"""The attendance of a room as it is read: on its page, in a spreadsheet and on sealed paper."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.timezone import localtime

from core.spreadsheets import spreadsheet
from videoconf.models import Room
from videoconf.services.attendance import Attendance, Stay, attendance_of
from videoconf.services.checking import verify_room
from videoconf.services.verdict import RoomVerdict

HEAD: Final = (
    *("Persona", "Por quién", "Función", "Entró", "Salió", "Por qué salió"),
    *("Segundos", "Total de la persona", "Total en segundos"),
)
# With its distance to UTC: the night the clock goes back, half past two happens twice.
TO_THE_SECOND: Final = "%d/%m/%Y %H:%M:%S %z"
AN_HOUR: Final = "%H:%M:%S"
HOUR_OF_THAT_NIGHT: Final = "%H:%M:%S (%Z)"


@dataclass(frozen=True, slots=True)
class Report:
    """Who was in a room and when, with what its chain says of it."""

    room: Room
    rolls: tuple[Attendance, ...]
    verdict: RoomVerdict
    # False: only what one person may see of herself.
    is_whole: bool = True

    @property
    def seconds(self) -> int:
        """Return what everybody stayed, added."""
        return sum(roll.seconds for roll in self.rolls)

    @property
    def span(self) -> tuple[datetime, datetime]:
        """Return from when to when the room was open, or was to be."""
        return self.room.opened_at or self.room.starts_at, self.room.ended_at or self.room.ends_at


def report_of(room: Room, *, only: int | None = None) -> Report:
    """Return the attendance of a room, or of one of its people. Effects: none; the chain is read anew."""
    rolls = [roll for roll in attendance_of(room) if only is None or roll.participant.person_id == only]
    return Report(room, tuple(rolls), verify_room(room.key), is_whole=only is None)


def report_csv(report: Report) -> str:
    """Return it as a file for a spreadsheet: a line for each stay."""
    return spreadsheet(HEAD, [cells for roll in report.rolls for cells in _lines(roll)])


def name_of(roll: Attendance) -> str:
    """Return who it is, or what is left of her once the term of names came."""
    return roll.participant.display_name or f"Participante {roll.participant.pk} (nombre borrado)"


def clock_time(seconds: int) -> str:
    """Write a length of time to the second: "1:29:07"."""
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}"


def _lines(roll: Attendance) -> list[tuple[str, ...]]:
    who = roll.participant
    return [
        (
            name_of(roll),
            who.entity_name,
            str(who.get_role_display()),
            localtime(stay.start).strftime(TO_THE_SECOND),
            localtime(stay.end).strftime(TO_THE_SECOND) if stay.cause else "",
            stay.why,
            str(stay.seconds),
            clock_time(roll.seconds),
            str(roll.seconds),
        )
        for stay in roll.stays
    ]


def rows_of(report: Report) -> list[dict[str, Any]]:
    """Return a row for each person, as the page and the paper show it."""
    moments = [localtime(moment) for roll in report.rolls for pair in roll.spans for moment in pair]
    written = AN_HOUR if len({moment.utcoffset() for moment in moments}) < 2 else HOUR_OF_THAT_NIGHT
    return [
        {
            "name": name_of(roll),
            "entity": roll.participant.entity_name,
            "role": str(roll.participant.get_role_display()),
            "stays": [_shown(stay, written) for stay in roll.stays],
            "total": clock_time(roll.seconds),
        }
        for roll in report.rolls
    ]


def _shown(stay: Stay, written: str) -> dict[str, str]:
    return {
        "start": localtime(stay.start).strftime(written),
        "end": localtime(stay.end).strftime(written) if stay.cause else "",
        "why": stay.why,
    }
