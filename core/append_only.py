"""Rows that are only ever added: the database itself refuses UPDATE, DELETE and TRUNCATE.

Every model with `append_only = True` gets triggers on `post_migrate`, on SQLite and PostgreSQL. A migration
that alters a field remakes the table on SQLite and silently drops them, hence after *every* one.
`/listo/` and the worker ask `missing_triggers()`; a missing one is an alarm, not a detail.

Tests that flush tables (`transaction=True`) call `remove(connection)` before the flush; the `post_migrate`
that follows a flush installs the triggers again. Nothing else may call it.
"""

from typing import Any, Final

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

PREFIX: Final = "append_only"
_MESSAGE: Final = "append only: this row cannot be changed"
_PG_FUNCTION: Final = f"""
CREATE OR REPLACE FUNCTION {PREFIX}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{_MESSAGE} (%)', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
_INSTALLED: Final = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    # A disabled trigger ('D') or one that replication mode skips ('O') does not guard.
    "postgresql": (
        "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE NOT tgisinternal AND tgenabled = 'A' AND pg_table_is_visible(pg_class.oid)"
    ),
}


def guarded_models() -> list[type[Model]]:
    """Return the models whose rows are never changed."""
    return [model for model in apps.get_models() if getattr(model, "append_only", False)]


def install(connection: BaseDatabaseWrapper) -> None:
    """Install what is missing; what is there already stays."""
    missing = missing_triggers(connection)
    if not missing:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_PG_FUNCTION)
        for model in guarded_models():
            for name, statements in _triggers(connection, model).items():
                for statement in statements if name in missing else ():
                    cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers. Only for tests, before a flush."""
    with connection.cursor() as cursor:
        for model in guarded_models():
            table = model._meta.db_table
            for name in _triggers(connection, model):
                place = f' ON "{table}"' if connection.vendor == "postgresql" else ""
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{place}')


def missing_triggers(connection: BaseDatabaseWrapper | None = None) -> list[str]:
    """Return the names of the triggers that should be there and are not."""
    connection = connection or connections[DEFAULT_DB_ALIAS]
    with connection.cursor() as cursor:
        cursor.execute(_INSTALLED[connection.vendor])
        present = {row[0] for row in cursor.fetchall()}
        tables = set(connection.introspection.table_names(cursor))
    return [
        name
        for model in guarded_models()
        if model._meta.db_table in tables
        for name in _triggers(connection, model)
        if name not in present
    ]


def assert_installed() -> None:
    """Refuse to start without the guard."""
    missing = missing_triggers()
    if missing:
        raise ImproperlyConfigured(
            f"Faltan disparadores en la base de datos: {', '.join(missing)}. Ejecuta «manage.py migrate»."
        )


def install_after_migrate(*, using: str, **kwargs: Any) -> None:
    """Receive `post_migrate`."""
    install(connections[using])


def _triggers(connection: BaseDatabaseWrapper, model: type[Model]) -> dict[str, tuple[str, ...]]:
    table = model._meta.db_table
    if connection.vendor == "sqlite":
        return {_name(table, verb): (_sqlite(table, verb),) for verb in ("UPDATE", "DELETE")}
    return {_name(table, verb): _postgresql(table, verb) for verb in ("UPDATE", "DELETE", "TRUNCATE")}


def _name(table: str, verb: str) -> str:
    return f"{PREFIX}_{verb.lower()}_{table}"[:63]


def _sqlite(table: str, verb: str) -> str:
    return (
        f'CREATE TRIGGER "{_name(table, verb)}" BEFORE {verb} ON "{table}" '
        f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
    )


def _postgresql(table: str, verb: str) -> tuple[str, ...]:
    name = _name(table, verb)
    return (
        f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"',
        f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}" '
        f"FOR EACH STATEMENT EXECUTE FUNCTION {PREFIX}_refuse()",
        # ALWAYS: also while session_replication_role is "replica", the owner's usual way round triggers.
        f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER "{name}"',
    )
