"""Rows of the scorecard: a test that measures writes its figure, and what happens with the guard off."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection


@pytest.fixture
def scorecard() -> Callable[..., None]:
    """Return `scorecard(id, figure, unit, target, control=…)`; kept in a file when one is being made."""

    def write(
        number: str, figure: float, unit: str, target: str, *, ok: bool | None = None, control: str
    ) -> None:
        place = os.environ.get("SCORECARD_OUT")
        if not place:
            return
        limit = float(target.lstrip("≤= "))
        good = figure <= limit if ok is None else ok
        engine = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
        row = {"id": number, "engine": engine, "figure": figure, "unit": unit, "target": target, "ok": good}
        with Path(place).open("a", encoding="utf-8") as out:
            out.write(json.dumps({**row, "control": control}, ensure_ascii=False) + "\n")

    return write
