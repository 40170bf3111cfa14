"""Queries of the pages that everybody opens, at one and at three items of each list."""

import subprocess
import sys
from collections.abc import Iterable

from tests.bench.rows import ROOT, Row, at_most, not_run


def measure() -> Iterable[Row]:
    """Count inside a test run, where there is a database of our own; read what it writes."""
    order = [sys.executable, "-m", "pytest", "-s", "-p", "no:cacheprovider", "tests/security/test_queries.py"]
    done = subprocess.run(order, cwd=ROOT, capture_output=True, text=True, check=False)
    counted = [line.split(" ", 4) for line in done.stdout.splitlines() if line.startswith("consultas ")]
    if not counted:
        yield not_run("consultas por página", done.stdout[-500:])
    for _, one, three, most, name in counted:
        row = at_most(
            f"consultas: {name}",
            float(three),
            float(most),
            "consultas",
            reference=float(one),
        )
        row.ratio = round(float(three) / float(one), 2) if float(one) else None
        row.target += ", igual con 1 y con 3"
        row.ok = row.ok and one == three
        yield row
