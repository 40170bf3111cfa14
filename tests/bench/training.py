"""What training promises in figures: sizes that change nothing, packages understood, presence to the second.

The measuring is done by tests, each with its control; here their figures become rows.
"""

import re
import subprocess
import sys
from collections.abc import Iterable

from tests.bench.rows import ROOT, Row, at_most, not_run

SIZES = "tests/courses/test_pages_at_full_size.py"
PACKAGES = "tests/courses/test_packages_of_every_edition.py"
PRESENCE = "tests/courses/test_attendance_against_a_script.py"
MOST_QUERIES = {"curso": 12, "lista": 15}
MOST_KB, WORST_SECONDS = 60, 5


def said_by(path: str, pattern: str) -> list[tuple[str, ...]]:
    """Run a file of tests in a process of its own; return what its lines say."""
    order = [sys.executable, "-m", "pytest", "-s", "-p", "no:cacheprovider", path]
    done = subprocess.run(order, cwd=ROOT, capture_output=True, text=True, check=False)
    return [found.groups() for line in done.stdout.splitlines() if (found := re.fullmatch(pattern, line))]


def sizes() -> Iterable[Row]:
    """Give the queries and the weight of pages with little and with much in them."""
    found = said_by(SIZES, r"tamaño (\d+) (\d+) (\d+) (.+)")
    if len(found) < 3:
        yield not_run("páginas a tamaño real", f"han medido {len(found)} de 3")
    for few, many, size, name in found:
        row = at_most(f"consultas: {name}", float(many), MOST_QUERIES[name.split()[0]], "consultas")
        row.reference, row.ratio = float(few), round(int(many) / int(few), 2)
        row.target, row.ok = f"{row.target}, iguales", row.ok and few == many
        yield row
        if name.startswith("curso"):
            yield at_most(f"HTML: {name}", int(size) / 1000, MOST_KB, "kB")


def packages() -> Iterable[Row]:
    """Give how many valid packages are understood, and how many spoiled ones bring a traceback."""
    valid, spoiled = (said_by(PACKAGES, rf"{word} (\d+) (\d+)") for word in ("paquetes", "estropeados"))
    if not valid or not spoiled:
        yield not_run("paquetes de cada edición", "las pruebas no han llegado a medir")
    for right, total in valid:
        target = f"{total} de {total}"
        yield Row("paquetes válidos entendidos", int(right), f"de {total}", target, ok=right == total)
    for odd, total in spoiled:
        yield at_most("paquetes estropeados sin veredicto", int(odd), 0, f"de {total}")


def presence() -> Iterable[Row]:
    """Give the worst error of an attendance against what really happened."""
    found = said_by(PRESENCE, r"asistencia ([\d.]+) ([\d.]+) (\d+) (.+)")
    if len(found) < 2:
        yield not_run("asistencia contra lo ocurrido", f"han medido {len(found)} de 2")
    for worst, mean, people, night in found:
        told = f"{people} personas, media {mean} s"
        yield at_most(f"error de asistencia: {night}", float(worst), WORST_SECONDS, "s", control=told)


def measure() -> Iterable[Row]:
    """Give them all."""
    yield from sizes()
    yield from packages()
    yield from presence()
