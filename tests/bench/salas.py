"""What a class through Janus costs: its processor, what is lost, how long the first picture takes."""

import json
import subprocess
import sys
from collections.abc import Iterable

from tests.bench.rows import ROOT, Row, not_run
from tests.support.needs import find

# Ten come in first, then up to thirty, sixty and a hundred; and, in another room, sixty at once.
STAGES = ("10,30,60,100", "60")
MOST_CORES = 0.6
MOST_LOST = 0.1
FEW, MANY = 3000, 5000


def measure() -> Iterable[Row]:
    """Run each room apart, with a database and a Janus of its own."""
    lacks = [program for program in ("janus", "chromium") if not find(program)]
    if lacks:
        yield not_run("salas por Janus", f"falta {' y '.join(lacks)}")
        return
    for stages in STAGES:
        order = [sys.executable, "-m", "tests.bench.rooms_run", stages]
        done = subprocess.run(order, cwd=ROOT, capture_output=True, text=True, check=False)
        found = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        for one in found:
            yield from _rows(one)
        if done.returncode:
            yield not_run(f"salas por Janus: {stages}", done.stderr[-500:])


def _rows(one: dict) -> Iterable[Row]:
    people, new, load = one["people"], one["new"], f"carga de la máquina {one['load']:.1f}"
    most, middle = FEW if new <= 10 else MANY, one["p50"] and round(one["p50"])
    yield Row(
        f"de entrar a la primera imagen, p95 ({new} a la vez, {people} en total)",
        one["p95"] and round(one["p95"]),
        "ms",
        f"≤ {most}",
        ok=one["without"] == 0 and bool(one["p95"]) and one["p95"] <= most,
        control=f"{load}; sin imagen {one['without']} {one['errors']}; mediana {middle}",
    )
    yield Row(
        f"Janus, 1 → {people}: núcleos",
        round(one["cores"], 3),
        f"({one['packets'] / 10:.0f} paquetes por segundo)",
        f"≤ {MOST_CORES}",
        ok=one["cores"] <= MOST_CORES,
        control=load,
    )
    lost = round(one["lost"], 4)
    yield Row(f"Janus, 1 → {people}: pérdida", lost, "%", f"< {MOST_LOST}", ok=lost < MOST_LOST, control=load)
