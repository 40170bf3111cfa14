"""What a browser downloads the first time it sees each page that strangers and learners read."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.bench.rows import ROOT, Row, at_most, not_run

MOST_KB, MOST_REQUESTS = 60, 10
WALK = "tests/e2e/test_every_page_is_accessible_and_light.py"


def measure() -> Iterable[Row]:
    """Walk the demo as the browser tests do, and read what they wrote down."""
    with tempfile.TemporaryDirectory() as folder:
        notes = Path(folder) / "visits.json"
        order = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", WALK, "-k", "light"]
        env = {**os.environ, "VISITS_OUT": str(notes), "REQUIRE_ALL": "1"}
        done = subprocess.run(order, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
        if not notes.exists():
            yield not_run("peso de la primera vista", done.stdout[-500:])
            return
        visits = json.loads(notes.read_text())
    heaviest = max(visits, key=lambda visit: visit["bytes"])
    busiest = max(visits, key=lambda visit: visit["requests"])
    foreign = sum(len(visit["foreign"]) for visit in visits)
    where = f"{len(visits)} páginas; la más pesada, {heaviest['path']}"
    yield at_most("peso de la primera vista", heaviest["bytes"] / 1000, MOST_KB, "kB", control=where)
    yield at_most("peticiones de la primera vista", busiest["requests"], MOST_REQUESTS, "peticiones")
    yield at_most("peticiones a otros sitios", foreign, 0, "peticiones")
