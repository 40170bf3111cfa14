"""Certificates issued in a minute of one core, against those only drawn in the same run."""

import re
import subprocess
import sys
from collections.abc import Iterable

from tests.bench.rows import ROOT, Row, not_run

LEAST, MOST_SECONDS = 240, 10
SPEED = "tests/courses/certificates/test_how_fast_certificates_are_issued.py"
FIGURES = re.compile(r"certificados: (\d+) por minuto, (\d+) solo dibujados, (\d+\.\d) s los (\d+)")


def measure() -> Iterable[Row]:
    """Issue them inside a test run, where there is a database of our own; read what it writes."""
    order = [sys.executable, "-m", "pytest", "-s", "-p", "no:cacheprovider", SPEED]
    done = subprocess.run(order, cwd=ROOT, capture_output=True, text=True, check=False)
    found = FIGURES.search(done.stdout)
    if found is None:
        yield not_run("certificados sellados por minuto", done.stdout[-500:])
        return
    issued, drawn, seconds = int(found[1]), int(found[2]), float(found[3])
    yield Row(
        "certificados por minuto de un núcleo: dibujar, sellar, anotar",
        issued,
        "por minuto",
        f"≥ {LEAST}",
        ok=issued >= LEAST,
        reference=drawn,
        ratio=round(issued / drawn, 3),
        control="la referencia es dibujarlos sin sellar ni anotar, en la misma pasada",
    )
    yield Row(
        "certificados de una edición, desde la página",
        seconds,
        f"s los {found[4]}",
        f"≤ {MOST_SECONDS}",
        ok=seconds <= MOST_SECONDS,
    )
