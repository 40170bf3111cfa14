"""`make scorecard`: the checks of safety, each with its control, printed and kept in var/scorecard.json."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.rows import ROOT, Row, not_run, run
from tests.support import services
from tests.support.needs import find

# What pytest returns when a file has nothing of what was chosen.
NOTHING = 5
ROUNDS = os.environ.get("SCORECARD_ROUNDS", "200")
# What each number of the scorecard must bring, by engine; a row that does not come is not all right.
EXPECTED = {
    "9": "SQL que cambia una fila sellada",
    "13": "la última plaza, 50 formularios a la vez",
    "14": "1.000 personas en sus salas y 5 reinicios",
    "14 vuelta": "de vuelta tras un reinicio",
    "15": "cortes y repeticiones al azar: la página y el estado",
    "16": "una clase sin Redis durante un minuto",
    "18 GET": "cada dirección × persona × entidad, al mirar",
    "18 POST": "cada dirección × persona × entidad, al enviar",
    "21": "dirección directa de cada fichero",
    "22": "contenido activo, en Chromium",
    "23": "paquetes hostiles",
    "27": "códigos de comprobación",
    "28": "suspensión o cambio de función",
    "28 sala": "quien es expulsada de una sala",
    "29": "mirar no cambia nada",
    "30": "cabeceras en cada respuesta",
}
ON_BOTH = ("9", "13", "18 GET", "18 POST", "21")
# The one test that switches the audit off on purpose.
CONTROL_OF_CMS = (
    "tests/cms/test_editorial_acts_are_audited.py",
    "test_without_the_copy_nothing_would_be_noted",
)
# A package speaks every few seconds: its first word, its last and each change of result leave a row, the rest
# does not (courses.services.packages.committing). It is silent only if it never leaves one.
SPEAKS_OFTEN = {"courses:package_commit"}
WATCHED = [f"tests/{app}" for app in ("people", "courses", "cms", "core")]


def pytest(*arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
    """Run tests in a process of their own."""
    order = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(
        order, cwd=ROOT, env={**os.environ, **extra}, capture_output=True, text=True, check=False
    )


@dataclass
class Found:
    """The rows that the security tests wrote, and what those that failed said."""

    rows: dict[tuple[str, str], dict[str, object]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)


def measured(*only: str, **extra: str) -> Found:
    """Run each file of the security tests, or what is chosen of it, in a process of its own."""
    found = Found()
    for path in sorted((ROOT / "tests/security").glob("test_*.py")):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "rows.jsonl"
            done = pytest(str(path), *only, SCORECARD_OUT=str(place), SCORECARD_ROUNDS=ROUNDS, **extra)
            lines = place.read_text(encoding="utf-8").splitlines() if place.exists() else []
        rows = [json.loads(line) for line in lines]
        found.rows |= {(row["id"], row["engine"]): row for row in rows}
        failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
        found.said += failed or [f"{path.name}: {done.stderr[-300:]}"] * (done.returncode not in (0, NOTHING))
    return found


def security() -> Iterable[Row]:
    """Give the rows on SQLite, and those about data on PostgreSQL too."""
    yield from _rows(measured(), "SQLite", EXPECTED)
    initdb = find("initdb")
    with services.postgres(initdb) if initdb else contextlib.nullcontext("") as url:
        # What a browser does with a page is the same on both databases.
        found = measured("-m", "not e2e", DATABASE_URL=url) if url else Found(said=["no hay PostgreSQL"])
    yield from _rows(found, "PostgreSQL", ON_BOTH)


def _rows(found: Found, engine: str, wanted: Iterable[str]) -> Iterable[Row]:
    for number in wanted:
        name = f"{number} {EXPECTED[number]} ({engine})"
        row = found.rows.get((number, engine))
        if row is None:
            yield not_run(name, "; ".join(["la prueba no ha llegado a medir", *found.said]))
            continue
        kept = {key: row[key] for key in ("figure", "unit", "target", "ok", "control")}
        yield Row(id=name, **kept)  # type: ignore[arg-type]
    # A test that fails after writing its row, or writes none, is not all right either.
    yield Row(
        f"pruebas de seguridad que fallan ({engine})",
        len(found.said),
        "; ".join(found.said),
        "0",
        not found.said,
    )


def production() -> Iterable[Row]:
    """Give row 30 on the production profile: doors, headers, refusals and the deployment check."""
    done = pytest("tests/production", REQUIRE_ALL="1")
    control = pytest("tests/production", "-k", "would_notice or would_be_noticed", REQUIRE_ALL="1")
    failures = 0 if done.returncode == 0 else max(1, done.stdout.count("\nFAILED"))
    told = (
        "quitando una protección, la comprobación avisa" if control.returncode == 0 else "el control no avisa"
    )
    unit = "pruebas del perfil de producción que fallan"
    ok = done.returncode == 0 and control.returncode == 0
    yield Row("30 perfil de producción y check --deploy", failures, unit, "0", ok, control=told)


def audit() -> Iterable[Row]:
    """Give row 32: every POST that changed something in the whole test run, and whether it left its row."""
    changing = _watch()
    silent = _silent(changing)
    blind = _silent(_watch(AUDIT_WATCH_BLIND="1"))
    control = f"sin escribir la auditoría se ven {len(blind)}: {', '.join(blind[:3])}"
    unit = f"direcciones que cambian algo sin asiento, de {len(changing)}: {', '.join(silent) or 'ninguna'}"
    yield Row(
        "32 cada cambio deja su asiento",
        len(silent),
        unit,
        "0",
        bool(changing) and not silent,
        control=control,
    )


def _silent(changing: dict[str, dict[str, int]]) -> list[str]:
    """Return the addresses that changed something and left no row."""
    least = {name: 1 if name in SPEAKS_OFTEN else seen["changed"] for name, seen in changing.items()}
    return sorted(name for name, seen in changing.items() if seen["audited"] < least[name])


def _watch(**extra: str) -> dict[str, dict[str, int]]:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "seen.json"
        there = [*WATCHED, "--deselect", f"{CONTROL_OF_CMS[0]}::{CONTROL_OF_CMS[1]}"]
        options = [
            "-m",
            "not e2e and not postgres and not redis and not slow",
            "-p",
            "tests.bench.audit_watch",
        ]
        pytest(*options, *there, AUDIT_WATCH_OUT=str(place), PYTHONPATH=str(ROOT), **extra)
        return json.loads(place.read_text()) if place.exists() else {}


def secrets() -> Iterable[Row]:
    """Give row 32's other half: secrets in the logs."""
    tests = [
        "tests/core/test_secrets_never_reach_the_logs.py",
        "tests/people/test_what_is_left_in_the_log.py",
    ]
    done = pytest(*tests)
    control = pytest(tests[0], "-k", "without_the_filter")
    told = "sin el filtro, el secreto se escribe" if control.returncode == 0 else "el control no avisa"
    failures = 0 if done.returncode == 0 else max(1, done.stdout.count("\nFAILED"))
    ok = done.returncode == 0 and control.returncode == 0
    yield Row("32 secretos en los registros", failures, "pruebas que fallan", "0", ok, control=told)


MEASURES = {"seguridad": security, "producción": production, "auditoría": audit, "secretos": secrets}

if __name__ == "__main__":
    chosen = {name: what for name, what in MEASURES.items() if not sys.argv[1:] or name in sys.argv[1:]}
    sys.exit(1 if run(chosen, ROOT / "var" / "scorecard.json") else 0)
