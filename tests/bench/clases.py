"""What full rooms cost whoever is in them: a line over two processes, a restart, a letter, the matrix.

The measuring is done by tests, with sockets of their own and real processes; here their figures become rows.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.bench.rows import ROOT, Row, at_most, not_run

TWO_PROCESSES = "tests/videoconf/test_a_line_crosses_two_processes.py"
RESTARTS = "tests/security/test_a_restart_loses_nothing.py"
LETTERS = "tests/videoconf/browsers/test_reading_while_they_write.py"
MATRIX = "tests/videoconf/test_the_matrix_of_the_socket.py"
POOR = "tests/videoconf/test_a_poor_line.py"
# Made-up voice, in per cent of what is heard on a line that loses ten.
MOST_PAINTED, MOST_LETTER, MOST_MADE_UP = 150, 500, 5


def said_by(path: str, *options: str, **extra: str) -> str:
    """Run a file of tests in a process of its own; return what it says."""
    order = [sys.executable, "-m", "pytest", "-s", "-p", "no:cacheprovider", path, *options]
    env = {**os.environ, **extra}
    return subprocess.run(order, cwd=ROOT, env=env, capture_output=True, text=True, check=False).stdout


def painted() -> Iterable[Row]:
    """Give how long a line of chat takes to be on two hundred pages of two processes."""
    people = os.environ.get("ROOM_PEOPLE", "200")
    said = said_by(TWO_PROCESSES, ROOM_PEOPLE=people, ROOM_LINES=os.environ.get("ROOM_LINES", "40"))
    found = re.search(r"^dos procesos (\d+) (\d+) (\d+) (\d+) (\d+) ([\d.]+)$", said, re.MULTILINE)
    without = re.search(r"^sin Redis (\d+)$", said, re.MULTILINE)
    if found is None:
        yield not_run("una línea en dos procesos", said[-500:])
        return
    p95, middle, arrived, due, people, load = found.groups()
    control = f"sin Redis, {without[1]} ms" if without else None
    name = f"una línea de chat a {people} personas de dos procesos, p95"
    row = at_most(name, float(p95), MOST_PAINTED, f"ms (mediana {middle}, carga {load})", control=control)
    row.ok = row.ok and arrived == due
    yield row
    yield Row("líneas que llegan en los dos procesos", int(arrived), "", f"= {due}", ok=arrived == due)


def restarts() -> Iterable[Row]:
    """Give rows 14 of the scorecard: what a restart loses, and how long it keeps anybody out."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "rows.jsonl"
        said = said_by(RESTARTS, SCORECARD_OUT=str(place))
        rows = [json.loads(line) for line in place.read_text().splitlines()] if place.exists() else []
    if len(rows) < 2:
        yield not_run("reinicios con las salas llenas", said[-500:])
    for row in rows:
        names = ("figure", "unit", "target", "ok", "control")
        yield Row(f"{row['id']}, reinicios", **{name: row[name] for name in names})


def letters() -> Iterable[Row]:
    """Give how long a letter takes to be on the other's screen, in real browsers."""
    said = said_by(LETTERS, "-k", "half_a_second", REQUIRE_ALL="1")
    found = re.search(r"texto en tiempo real: (\d+) letras; p95 (\d+) ms; peor (\d+) ms", said)
    if found is None:
        yield not_run("texto en tiempo real", said[-500:])
        return
    told = f"ms ({found[1]} letras, la peor {found[3]})"
    yield at_most("texto en tiempo real, p95", float(found[2]), MOST_LETTER, told)


def poor_line() -> Iterable[Row]:
    """Give how much of the voice is made up on a line of 100 kbps, 200 ms and 10 % lost, without picture."""
    said = said_by(POOR, REQUIRE_ALL="1")
    found = re.findall(r"con imagen ([\d.]+)%, sin ella ([\d.]+)% y ([\d.]+)%", said)
    if len(found) < 2:
        yield not_run("voz en una línea mala", said[-500:])
    for way, (seen, *heard) in zip(("de navegador a navegador", "por Janus"), found, strict=False):
        told = f"% inventada; con imagen, {seen}"
        yield at_most(f"voz en una línea mala, {way}", max(map(float, heard)), MOST_MADE_UP, told)


def matrix() -> Iterable[Row]:
    """Give how many of the messages that must be refused are, with Django's own checks and without them."""
    said = said_by(MATRIX)
    found = {
        name: figures for name, *figures in re.findall(r"^matriz (.+): (\d+) de (\d+)$", said, re.MULTILINE)
    }
    if len(found) < 3:
        yield not_run("matriz de permisos del socket", said[-500:])
        return
    refused, asked = found.pop("con la tabla apagada")
    for name, (right, total) in found.items():
        control = f"con la tabla apagada rechaza {refused} de {asked}"
        row = Row(f"matriz del socket, {name}", int(right), "rechazados", f"= {total}", ok=right == total)
        row.control = control
        yield row


def measure() -> Iterable[Row]:
    """Give them all."""
    for part in (matrix, painted, restarts, letters, poor_line):
        yield from part()
