"""The figures of the journeys: printed after each run, published by an order of its own.

UX_SCORECARD=1 python -m pytest -m ux tests/e2e     # writes docs/ux-scorecard.md
"""

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "ux-scorecard.md"
# A page made from half a run would lose rows without a word.
ALL = frozenset(
    "plaza seguir clase imagen editora código axe faltas teclado 320 200 errores sin-js peso terceros".split()
)
HEAD = """# Recorridos medidos

Página hecha por las pruebas: `UX_SCORECARD=1 python -m pytest -m ux tests/e2e`. No se edita a mano.

Los pasos son los de una persona: cada clic se cuenta. **Los segundos no lo son**: los hace un programa que ya
sabe dónde está cada botón y no lee. Son el mínimo que pone el sistema, nunca lo que tarda alguien.

| recorrido | medida | tope | ¿cumple? |
|---|---|---|---|
"""


@dataclass(frozen=True)
class Figure:
    """One measured thing. Without a limit it is only told."""

    key: str
    journey: str
    value: float
    unit: str
    most: float | None = None

    @property
    def ok(self) -> bool:
        """Say whether it keeps to its limit."""
        return self.most is None or self.value <= self.most

    @property
    def row(self) -> str:
        """Return the row of the page."""
        limit = "—" if self.most is None else f"≤ {self.most:g} {self.unit}".strip()
        value = f"{self.value:g} {self.unit}".strip()
        return f"| {self.journey} | {value} | {limit} | {'sí' if self.ok else 'no'} |"


@dataclass
class Scorecard:
    """What this run has measured so far."""

    figures: list[Figure] = field(default_factory=list)

    def note(self, key: str, journey: str, value: float, unit: str, most: float | None = None) -> bool:
        """Write a figure down; return whether it keeps to its limit, for the test to assert."""
        figure = Figure(key, journey, value, unit, most)
        self.figures.append(figure)
        return figure.ok

    def close(self) -> None:
        """Print the figures; publish them when they were asked for and none is missing."""
        if not self.figures:
            return
        sys.stdout.write("\n" + "\n".join(figure.row for figure in self.figures) + "\n")
        if os.environ.get("UX_SCORECARD") != "1":
            return
        if missing := ALL - {figure.key for figure in self.figures}:
            raise RuntimeError(f"no se publica: faltan {', '.join(sorted(missing))}")
        rows = "\n".join(figure.row for figure in sorted(self.figures, key=_place))
        PAGE.write_text(f"{HEAD}{rows}\n", encoding="utf-8")


def _place(figure: Figure) -> tuple[int, str]:
    """Order by the number of the journey; what only accompanies them goes last."""
    number = figure.journey.split(".")[0]
    return (int(number), figure.journey) if number.isdigit() else (99, figure.journey)
