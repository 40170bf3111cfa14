"""A figure, its reference, its target: printed and kept as JSON. What could not run is not all right."""

import json
import sys
import traceback
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Row:
    """One line. `ratio` is figure to reference; `control` is what the check says with the guard off."""

    id: str
    figure: float | None
    unit: str
    target: str
    ok: bool
    reference: float | None = None
    ratio: float | None = None
    control: str | None = None

    def line(self) -> str:
        """Return it for a person."""
        shown = "–" if self.figure is None else f"{self.figure:g}"
        against = (
            f" (referencia {self.reference:g}, ×{self.ratio:g})" if self.reference and self.ratio else ""
        )
        verdict = "bien" if self.ok else "MAL "
        why = f" ({self.control})" if self.figure is None and self.control else ""
        return f"{verdict}  {self.id:<44} {shown} {self.unit}{against}  objetivo: {self.target}{why}"


Measure = Callable[[], Iterable[Row]]


def at_most(name: str, figure: float, limit: float, unit: str, **more: float | str | None) -> Row:
    """Return a row that is right when the figure does not pass the limit."""
    return Row(name, round(figure, 3), unit, f"≤ {limit:g}", ok=figure <= limit, **more)  # type: ignore[arg-type]


def not_run(name: str, reason: str) -> Row:
    """Return the row of what could not be measured."""
    return Row(name, None, "", "medirse", ok=False, control=reason)


def run(measures: dict[str, Measure], place: Path) -> int:
    """Measure everything, print each row as it comes, keep them all; return how many are not right."""
    rows: list[Row] = []
    for name, measure in measures.items():
        try:
            found = list(measure())
        except Exception as error:
            traceback.print_exc()
            found = [not_run(name, f"{type(error).__name__}: {error}")]
        for row in found:
            rows.append(row)
            sys.stdout.write(row.line() + "\n")
            sys.stdout.flush()
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1) + "\n")
    wrong = sum(not row.ok for row in rows)
    sys.stdout.write(f"{len(rows) - wrong} passed, {wrong} failed\n")
    return wrong
