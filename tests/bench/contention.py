"""Two hundred people after the last place, round after round, on a real file and a real PostgreSQL at once.

A contender is a thread of one of four processes, with the product's settings and its own connection to the
database (on PostgreSQL, from the product's pool of ten a process). When all are ready, all call at once the
verb behind «Pedir plaza»: application, seat or waiting list, events, mail and audit, all or nothing. She does
not pass through HTTP: row 13 of the scorecard does that, fifty at a time. PostgreSQL runs without fsync, so
its times are not those of a disk. The two engines race side by side, each on one of two cores.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.bench.rows import ROOT, Row, not_run
from tests.support import services
from tests.support.needs import find

ROUNDS = os.environ.get("CONTENTION_ROUNDS", "100")
CONTENDERS = os.environ.get("CONTENTION_CONTENDERS", "200")
COUNTED = {"oversold": "plazas de más", "lost": "perdidas", "out_of_order": "fuera de orden"}


def measure() -> Iterable[Row]:
    """Give three rows that must be nothing, and the time of a round, for each engine."""
    with ThreadPoolExecutor(2) as pool:
        engines = {"SQLite": pool.submit(_on_sqlite), "PostgreSQL": pool.submit(_on_postgres)}
        for engine, running in engines.items():
            yield from _rows(engine, running.result())


def _on_sqlite() -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="concejo-carrera-") as folder:
        return _race(f"sqlite:///{folder}/db.sqlite3", folder)


def _on_postgres() -> dict[str, Any]:
    initdb = find("initdb")
    if not initdb:
        return {"failed": "falta PostgreSQL"}
    with tempfile.TemporaryDirectory(prefix="concejo-carrera-") as folder, services.postgres(initdb) as url:
        _run(["tests.bench.migrated", url], url, folder)
        return _race(url, folder)


def _race(url: str, folder: str) -> dict[str, Any]:
    done = _run(["tests.bench.lastplace", ROUNDS, CONTENDERS], url, folder)
    said = done.stdout.strip().splitlines()
    return json.loads(said[-1]) if done.returncode == 0 and said else {"failed": done.stderr[-1500:]}


def _run(order: list[str], url: str, folder: str) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join([str(ROOT / "site"), str(ROOT)])
    env = {**os.environ, "DATABASE_URL": url, "CONCEJO_VAR": folder, "PYTHONPATH": paths}
    env["DJANGO_SETTINGS_MODULE"] = "tests.bench.race_settings"
    log = Path(folder) / "carrera.log"
    with log.open("w") as errors:
        done = subprocess.run(
            [sys.executable, "-m", *order],
            env=env,
            cwd=ROOT,
            text=True,
            check=False,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout, log.read_text())


def _rows(engine: str, found: dict[str, Any]) -> Iterable[Row]:
    if "failed" in found:
        yield not_run(f"la última plaza ({engine})", found["failed"])
        return
    ways = ", ".join(f"{count} {mode}" for mode, count in sorted(found["modes"].items()))
    whole = found["rounds"] == int(ROUNDS)
    of = f"en {found['rounds']} vueltas de {CONTENDERS} ({ways}; {found['busy']} reintentos)"
    for name, said in COUNTED.items():
        wrong = found[name]
        detail = f"{found['control']}. {' · '.join(found['errors'])}".strip()
        yield Row(f"la última plaza: {said} ({engine})", wrong, of, "0", whole and wrong == 0, control=detail)
    yield Row(
        f"la última plaza: una vuelta ({engine})",
        round(found["median"], 2),
        f"s, mediana; la más lenta {found['slowest']:.2f} s",
        "medirse",
        ok=True,
    )
