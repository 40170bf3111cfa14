"""The same library, the same questions: SQLite and PostgreSQL give the same lists in the same order."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cms.test_searching import ASKED, NASTY, library, titles

__all__ = ["library"]
ROOT = Path(__file__).resolve().parents[2]
WRITE_TO = "CONCEJO_SEARCH_ORDER"
QUESTIONS = [*(text for text, _ in ASKED), *NASTY, "certificado plazo", "acta firma registro", "la provincia"]


def everything() -> dict[str, list[str]]:
    return {text: titles(text) for text in QUESTIONS}


@pytest.mark.django_db
@pytest.mark.usefixtures("library")
def test_the_order_is_told_when_asked_for() -> None:
    """Run here and, by the next test, by another process on the other database."""
    found = everything()
    assert set(found) == set(QUESTIONS)
    if WRITE_TO in os.environ:
        Path(os.environ[WRITE_TO]).write_text(json.dumps(found))


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.usefixtures("library")
def test_postgresql_gives_the_same_lists_in_the_same_order(postgres_url: str, tmp_path: Path) -> None:
    written = tmp_path / "order.json"
    told = f"{Path(__file__).relative_to(ROOT)}::test_the_order_is_told_when_asked_for"
    env = {**os.environ, "DATABASE_URL": postgres_url, WRITE_TO: str(written)}
    env.pop("PYTEST_XDIST_WORKER", None)
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", told],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-2000:]
    assert json.loads(written.read_text()) == everything()
