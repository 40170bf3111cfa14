"""A pytest plugin that watches every POST of the test run: what it changed, and whether it left an audit row.

`pytest -p tests.bench.audit_watch tests/…` with AUDIT_WATCH_OUT naming a file; `AUDIT_WATCH_BLIND=1` is the
control: audit rows are written nowhere, and every change has to be reported.
"""

import json
import os
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.client import ClientHandler

from tests.security import sweep

# Not acts of anybody: the keys of forms, mail that an act sends, what tasks leave behind, a preview's form.
NOT_ACTS = (
    "core_idempotencyrecord",
    "core_outboxmessage",
    "django_tasks_database_dbtaskresult",
    "wagtailadmin_formstate",
)
BLIND = os.environ.get("AUDIT_WATCH_BLIND") == "1"
seen: dict[str, dict[str, int]] = defaultdict(lambda: {"changed": 0, "audited": 0})
honest = ClientHandler.get_response


def get_response(self: ClientHandler, request: Any) -> Any:
    """Answer as always, noting what was written on the way."""
    if request.method != "POST":
        return honest(self, request)
    tables: set[str] = set()

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        verb = sql.split(maxsplit=1)[0]
        if verb in ("INSERT", "UPDATE", "DELETE") and '"' in sql:
            tables.add(sql.split('"')[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        answer = honest(self, request)
    _keep(request, answer, tables)
    return answer


def _keep(request: Any, answer: Any, tables: set[str]) -> None:
    match = request.resolver_match
    changed = tables - set(sweep.OF_THE_VISIT) - set(NOT_ACTS)
    if match and changed and answer.status_code < 400:
        row = seen[match.view_name or match.route]
        row["changed"] += 1
        row["audited"] += "core_auditentry" in tables and not BLIND


@pytest.hookimpl
def pytest_configure(config: pytest.Config) -> None:
    """Start watching."""
    ClientHandler.get_response = get_response


@pytest.hookimpl
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write down what was seen."""
    Path(os.environ["AUDIT_WATCH_OUT"]).write_text(json.dumps(seen, ensure_ascii=False, indent=1))
