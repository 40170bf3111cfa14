"""A command on a database that was never migrated answers with one line in Spanish, not with a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINE = "La base de datos no contesta o le faltan migraciones."
ORDERS = [["verify_audit", "--json"], ["attendance", "aula", "--json"], ["search", "actas", "--json"]]


@pytest.mark.slow
@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order[0])
def test_it_says_that_the_database_was_never_migrated(order, tmp_path):
    env = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3", "CONCEJO_VAR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "site/manage.py", *order], cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, LINE in done.stderr, "Traceback" in done.stderr) == (
        1,
        "",
        True,
        False,
    )
