"""What a package says, read into figures. That they are figures is sure; that they are true, nobody knows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from courses.enums.packages import Completion, Success

# A working year: what is longer is a fault of the package.
LONGEST: Final = 366 * 86_400
_CLOCK: Final = re.compile(r"(\d{2,4}):([0-5]?\d):([0-5]?\d)(?:\.\d{1,2})?", re.ASCII)
_ISO: Final = re.compile(
    r"P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,6})D)?"
    r"(?:T(?:(\d{1,8})H)?(?:(\d{1,9})M)?(?:(\d{1,10})(?:\.\d{1,2})?S)?)?",
    re.ASCII,
)
_UNITS: Final = (365 * 86_400, 30 * 86_400, 86_400, 3_600, 60, 1)
_FIGURE: Final = re.compile(r"-?\d{1,7}(?:\.\d{1,9})?", re.ASCII)
_COMPLETIONS: Final = {
    "completed": Completion.COMPLETED,
    "passed": Completion.COMPLETED,
    "failed": Completion.COMPLETED,
    "browsed": Completion.INCOMPLETE,
    "incomplete": Completion.INCOMPLETE,
}
_SUCCESSES: Final = {"passed": Success.PASSED, "failed": Success.FAILED}


@dataclass(frozen=True, slots=True)
class Score:
    """A score in its scale; None where nothing usable was said."""

    raw: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    scaled: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What one commit says of a part."""

    completion: Completion
    success: Success
    score: Score
    seconds: int
    location: str
    leave: str


def said_in(cmi: Mapping[str, Any], *, is_2004: bool) -> Said:
    """Read the figures of a commit; what makes no sense counts as not said."""
    return _of_2004(cmi) if is_2004 else _of_12(cmi)


def _of_12(cmi: Mapping[str, Any]) -> Said:
    core = _inside(cmi, "core")
    status = _text(core, "lesson_status")
    return Said(
        completion=_COMPLETIONS.get(status, Completion.INCOMPLETE),
        success=_SUCCESSES.get(status, Success.UNKNOWN),
        # Without a scale of its own, that of the standard: from 0 to 100.
        score=_score(_inside(core, "score"), default=(Decimal(0), Decimal(100))),
        seconds=_clock(_text(core, "session_time")),
        location=_text(core, "lesson_location"),
        leave=_text(core, "exit"),
    )


def _of_2004(cmi: Mapping[str, Any]) -> Said:
    return Said(
        completion=_COMPLETIONS.get(_text(cmi, "completion_status"), Completion.INCOMPLETE),
        success=_SUCCESSES.get(_text(cmi, "success_status"), Success.UNKNOWN),
        score=_score(_inside(cmi, "score"), default=None),
        seconds=_duration(_text(cmi, "session_time")),
        location=_text(cmi, "location"),
        leave=_text(cmi, "exit"),
    )


def _score(said: Mapping[str, Any], default: tuple[Decimal, Decimal] | None) -> Score:
    least, most = _figure(said, "min"), _figure(said, "max")
    if least is not None and most is not None and least >= most:
        least = most = None
    raw, scaled = _figure(said, "raw"), _figure(said, "scaled")
    low = least if least is not None else (default[0] if default else None)
    high = most if most is not None else (default[1] if default else None)
    if raw is not None and not _within(raw, low, high):
        raw = None
    if scaled is not None and not _within(scaled, Decimal(-1), Decimal(1)):
        scaled = None
    return Score(raw, least, most, scaled)


def _within(figure: Decimal, low: Decimal | None, high: Decimal | None) -> bool:
    """No score is below zero, but on a scale that says so."""
    low = Decimal(0) if low is None else low
    return figure >= low and (high is None or figure <= high)


def _figure(said: Mapping[str, Any], name: str) -> Decimal | None:
    text = str(said.get(name, "")).strip()
    try:
        return Decimal(text) if _FIGURE.fullmatch(text) else None
    except InvalidOperation:
        return None


def _inside(said: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = said.get(name)
    return found if isinstance(found, Mapping) else {}


def _text(said: Mapping[str, Any], name: str) -> str:
    found = said.get(name)
    return found.strip() if isinstance(found, str) else ""


def _clock(said: str) -> int:
    found = _CLOCK.fullmatch(said)
    hours, minutes, seconds = map(int, found.groups()) if found else (0, 0, 0)
    return min(hours * 3600 + minutes * 60 + seconds, LONGEST)


def _duration(said: str) -> int:
    found = _ISO.fullmatch(said)
    if not found:
        return 0
    total = sum(int(part or 0) * unit for part, unit in zip(found.groups(), _UNITS, strict=True))
    return min(total, LONGEST)
