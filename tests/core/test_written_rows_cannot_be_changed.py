"""Append-only rows: the database itself refuses, and a missing guard is noticed."""

import json

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from core import append_only, audit
from core.models import AuditEntry

pytestmark = pytest.mark.django_db
STATEMENTS = {
    "update": "UPDATE core_auditentry SET target = 'x'",
    "delete": "DELETE FROM core_auditentry",
    "replace": "REPLACE INTO core_auditentry SELECT * FROM core_auditentry",
    "truncate": "TRUNCATE core_auditentry",
    "replica": "SET LOCAL session_replication_role = replica; UPDATE core_auditentry SET target = 'x'",
}
ONLY = {"replace": "sqlite", "truncate": "postgresql", "replica": "postgresql"}


@pytest.fixture(autouse=True)
def act(db: None) -> AuditEntry:
    return audit.record(action="prueba", actor_id=1, entity_id=None, target="original", detail={})


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(STATEMENTS[statement])


@pytest.mark.parametrize("statement", STATEMENTS)
def test_raw_sql_cannot_change_an_act(statement):
    if ONLY.get(statement, connection.vendor) != connection.vendor:
        pytest.skip(f"not a statement of {connection.vendor}")
    with pytest.raises(DatabaseError, match="append only"):
        run(statement)
    assert list(AuditEntry.objects.values_list("target", flat=True)) == ["original"]


@pytest.mark.parametrize("statement", ["update", "delete"])
def test_without_the_triggers_the_same_sql_changes_it(statement):
    append_only.remove(connection)
    run(statement)
    assert list(AuditEntry.objects.values_list("target", flat=True)) != ["original"]


def test_the_orm_cannot_either(act):
    act.target = "otro"
    for change in (act.save, act.delete, AuditEntry.objects.all().delete):
        with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
            change()


def test_every_model_that_asks_for_it_is_guarded():
    assert AuditEntry in append_only.guarded_models()
    assert append_only.missing_triggers() == []
    append_only.assert_installed()


def test_a_missing_trigger_is_named_and_nothing_starts_without_it():
    append_only.remove(connection)
    missing = append_only.missing_triggers()
    verbs = 2 if connection.vendor == "sqlite" else 3
    assert len(missing) == verbs * len(append_only.guarded_models())
    with pytest.raises(ImproperlyConfigured, match="append_only_update_core_auditentry"):
        append_only.assert_installed()


def test_the_next_migrate_puts_them_back():
    append_only.remove(connection)
    append_only.install_after_migrate(using="default")
    assert append_only.missing_triggers() == []


def test_a_disabled_trigger_counts_as_missing():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite cannot disable a trigger")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE core_auditentry DISABLE TRIGGER append_only_update_core_auditentry")
    assert append_only.missing_triggers() == ["append_only_update_core_auditentry"]


def test_a_whole_log_is_said_to_be_whole(capsys):
    call_command("verify_audit", "--json")
    assert json.loads(capsys.readouterr().out) == {"ok": True, "entries": 1, "errors": []}


def test_a_log_changed_by_its_owner_is_said_to_be_broken(capsys):
    append_only.remove(connection)
    run("update")
    with pytest.raises(SystemExit):
        call_command("verify_audit", "--json")
    answer = json.loads(capsys.readouterr().out)
    assert (answer["ok"], answer["errors"][0]["number"]) == (False, 1)
