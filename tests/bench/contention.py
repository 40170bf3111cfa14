"""Two hundred people after the last place, round after round, on a real file and a real PostgreSQL.

A contender is a person whose application comes at once with those of 199 others. Four processes of ten
threads serve them as the workers of a web server do: a free thread takes the next, asks through the verb
behind «Pedir plaza» (application, seat or waiting list, events, mail and audit, all or nothing), with the
product's settings and its own connection, and closes it as after a request. In two rounds of three all come
in the same instant; in the third, within 0.3 s. They do not pass through HTTP: row 13 of the scorecard does
that, fifty at a time.

Lost is who has no answer, or whose answer is not what is kept. Refused is who was told ten times to try again
and has nothing written: counted apart, and nobody is to be. PostgreSQL runs without fsync: its times are not
those of a disk. The engines race one after the other. CONTENTION_SEEDS says how many rounds (100),
CONTENTION_SECONDS when to stop (600): the rows say how many were played, and fewer than asked is not right.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.bench.rows import ROOT, Row, not_run
from tests.support import services
from tests.support.needs import find

SEEDS = os.environ.get("CONTENTION_SEEDS", "100")
CONTENDERS = os.environ.get("CONTENTION_CONTENDERS", "200")
COUNTED = {
    "oversold": "plazas de más",
    "lost": "perdidas",
    "refused": "«inténtalo otra vez»",
    "out_of_order": "fuera de orden",
}


def measure() -> Iterable[Row]:
    """Give four rows that must be nothing, the control and the time of a round, for each engine."""
    for engine, race in {"SQLite": _on_sqlite, "PostgreSQL": _on_postgres}.items():
        yield from _rows(engine, race())


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
    done = _run(["tests.bench.lastplace", SEEDS, CONTENDERS], url, folder)
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
    whole = found["rounds"] == int(SEEDS)
    served = f"4 procesos × 10 hilos; {ways}; {found['busy']} reintentos"
    of = f"en {found['rounds']} vueltas de {CONTENDERS} ({served})"
    for name, said in COUNTED.items():
        wrong = found[name]
        yield Row(
            f"la última plaza: {said} ({engine})",
            wrong,
            of,
            f"0 en {SEEDS}",
            whole and wrong == 0,
            control=" · ".join(found["errors"]) or None,
        )
    yield from _more(engine, found)


def _more(engine: str, found: dict[str, Any]) -> Iterable[Row]:
    sold, seats = found["sold"], found["seats"]
    off = f"personas con plaza donde hay {seats}, contando antes de la cola, la transacción y el cierre"
    yield Row(f"la última plaza: control sin cierre ({engine})", sold, off, f"> {seats}", sold > seats)
    yield Row(
        f"la última plaza: una vuelta ({engine})",
        round(found["median"], 2),
        f"s, mediana; la más lenta {found['slowest']:.2f} s; quien más esperó, {found['wait']:.2f} s; "
        f"{found['rounds']} vueltas en {found['all']:.0f} s",
        "medirse",
        ok=True,
    )
