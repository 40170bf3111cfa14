"""Attendance as it is written down: closed by class, with the corrections by hand and what was justified."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.utils import timezone

from core.tenancy import unscoped
from courses.enums import EditionState, Outcome
from courses.models import AttendanceRecord

CAME = (Outcome.PRESENT, Outcome.PARTIAL)
COLUMNS = (
    *("session_id", "session__starts_at", "session__edition_id", "enrolment__person_id"),
    *("entity_id", "entity__comarca", "outcome", "session__edition__course_id"),
)
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Cell:
    """How many came of those who had a place, and how many missed it with a reason that was accepted."""

    came: int = 0
    expected: int = 0
    justified: int = 0

    @property
    def percent(self) -> int | None:
        """Return the part that came of those without a good reason to miss it; None of nobody."""
        owed = self.expected - self.justified
        return self.came * 100 // owed if owed else None


def records_of(*, since: date, course_path: str = "") -> tuple[Any, ...]:
    """Return what was written of each person in each class of the editions ended since then. One query."""
    with unscoped("el panel del servicio cuenta la asistencia de todos los ayuntamientos"):
        written = AttendanceRecord.objects.filter(
            session__edition__ends_on__gte=since, session__edition__course__path__startswith=course_path
        ).exclude(session__edition__state=EditionState.CANCELLED)
        return tuple(written.order_by("pk").values_list(*COLUMNS, named=True))


def cells(records: Iterable[Any], key: Callable[[Any], Key]) -> dict[Key, Cell]:
    """Add records up by what `key` says of each."""
    found: dict[Key, Cell] = defaultdict(Cell)
    for record in records:
        known = found[key(record)]
        found[key(record)] = Cell(
            known.came + (record.outcome in CAME),
            known.expected + 1,
            known.justified + (record.outcome == Outcome.JUSTIFIED),
        )
    return dict(found)


def by_weekday_and_hour(records: Iterable[Any]) -> dict[tuple[int, int], Cell]:
    """Return the attendance by weekday (0 is Monday) and by the hour the class began, as clocks said it."""

    def when(record: Any) -> tuple[int, int]:
        local = timezone.localtime(record.session__starts_at)
        return local.weekday(), local.hour

    return cells(records, when)
