"""How wrong a room is about the time each person was in it, against a script that knows it."""

import re
import subprocess
import sys
from collections.abc import Iterable

from tests.bench.rows import ROOT, Row, not_run

MOST_SECONDS = 2
SCRIPT = "tests/videoconf/test_attendance_against_the_truth.py"
FIGURES = re.compile(r"^error (\d+) (\d+\.\d+) (\d+) (.+)$", re.MULTILINE)
CONTROL = re.compile(r"^control (\d+)$", re.MULTILINE)


def measure() -> Iterable[Row]:
    """Play the script inside a test run, where there is a database of our own; read what it writes."""
    order = [sys.executable, "-m", "pytest", "-s", "-p", "no:cacheprovider", SCRIPT]
    done = subprocess.run(order, cwd=ROOT, capture_output=True, text=True, check=False)
    found, control = FIGURES.findall(done.stdout), CONTROL.search(done.stdout)
    if not found or control is None:
        yield not_run("error de asistencia", done.stdout[-500:])
        return
    for worst, mean, people, night in found:
        yield Row(
            f"error de asistencia, {night}: la peor de {people} personas",
            int(worst),
            f"s (media {mean})",
            f"≤ {MOST_SECONDS}",
            ok=int(worst) <= MOST_SECONDS and done.returncode == 0,
            control=f"sin la palabra de la línea muerta, {control[1]} s",
        )
