"""A migrated database for the tests, built once, copied, and put back after each test that commits.

Django empties the tables after a transactional test. That would take Wagtail's first page and site with it,
and our append-only tables refuse to be emptied. So both are put back as they were after the migrations.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections, transaction

ROOT = Path(__file__).resolve().parents[2]
CACHE = Path(tempfile.gettempdir()) / f"concejo-templates-{os.getuid()}"
BUILD = """
import gc, django
gc.set_threshold(100_000, 20, 100)
django.setup()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
# Nearly every test has a home and a cycle, and a page costs twenty milliseconds.
from tests import cast
cast.a_programme(title="Formación", slug="formacion")
# The first pages leave rows in the log; a test begins with an empty one.
from core import append_only
from core.models import AuditEntry, AuditSeries
from django.db import connection
append_only.remove(connection)
AuditEntry.objects.all().delete()
AuditSeries.objects.all().delete()
append_only.install(connection)
"""


def fingerprint() -> str:
    """Return a name that changes whenever the migrated database would."""
    sources = [ROOT / "requirements.txt", ROOT / "tests/cast.py"]
    for app in settings.OUR_APPS:
        folder = ROOT / app
        sources += [*folder.glob("migrations/*.py"), *folder.glob("models/*.py")]
        # What runs after the migrations leaves rows and triggers behind too.
        sources += [path for path in folder.rglob("*.py") if b"post_migrate" in path.read_bytes()]
    total = hashlib.sha256(BUILD.encode())
    for path in sorted(set(sources)):
        total.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return total.hexdigest()[:16]


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Hold the lock of this name among all processes of the machine."""
    CACHE.mkdir(mode=0o700, exist_ok=True)
    with (CACHE / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrate(url: str) -> None:
    """Run every migration on this database, in a process of its own."""
    paths = os.pathsep.join([str(ROOT / "site"), str(ROOT)])
    env = {**os.environ, "DATABASE_URL": url, "PYTHONPATH": paths, "CONCEJO_MIGRATE_URL": url}
    env["DJANGO_SETTINGS_MODULE"] = "tests.support.migration_settings"
    subprocess.run([sys.executable, "-c", BUILD], check=True, cwd=ROOT, env=env)


def migrated_copy(target: Path) -> None:
    """Copy a migrated SQLite file here; it is made once for each state of the models and kept."""
    with alone("sqlite"):
        template = CACHE / f"{fingerprint()}.sqlite3"
        if not template.exists():
            for old in sorted(CACHE.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)[:-12]:
                old.unlink()
            draft = template.with_suffix(".draft")
            draft.unlink(missing_ok=True)
            try:
                migrate(f"sqlite:///{draft}")
                draft.rename(template)
            finally:
                draft.unlink(missing_ok=True)
        shutil.copyfile(template, target)


class SqliteDatabase:
    """A migrated file of our own; put back by SQLite's own backup, which open connections notice."""

    def __init__(self) -> None:
        self.name = str(settings.DATABASES["default"]["NAME"])
        self.first = Path(self.name).with_name("first.sqlite3")

    def create(self) -> None:
        """Copy it twice: one to work on, one to put back from."""
        migrated_copy(self.first)
        shutil.copyfile(self.first, self.name)

    def restore(self) -> None:
        """Put back every page of the file."""
        with sqlite3.connect(self.first) as source, sqlite3.connect(self.name, timeout=20) as target:
            source.backup(target)

    def destroy(self) -> None:
        """The folder goes with the process."""


class PostgresDatabase:
    """A database copied from a template; put back by emptying its tables and copying the first rows."""

    def __init__(self) -> None:
        self.name = settings.DATABASES["default"]["NAME"]
        self.template = f"plantilla_{fingerprint()}"
        self.rows: dict[str, bytes] = {}
        self.sequences: list[tuple[str, int | None]] = []

    def create(self) -> None:
        """Build the template once for the server, then copy it."""
        with alone("postgres"), self._server() as server:
            if not self._exists(server, self.template):
                server.execute(f'CREATE DATABASE "{self.template}_obra"')
                migrate(self._url(f"{self.template}_obra"))
                server.execute(f'ALTER DATABASE "{self.template}_obra" RENAME TO "{self.template}"')
            server.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
            server.execute(f'CREATE DATABASE "{self.name}" TEMPLATE "{self.template}"')
        self._remember()

    def restore(self) -> None:
        """Empty every table with rows, the append-only ones too, and put the first rows and numbers back."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '20s'")
            cursor.execute("SET LOCAL session_replication_role = replica")
            self._empty(cursor)
            for table, rows in self.rows.items():
                with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                    copy.write(rows)
            self._number_again(cursor)

    def _empty(self, cursor: Any) -> None:
        """Delete what there is: to truncate makes the files of hundreds of tables anew, and takes longer."""
        tables = self._with_rows(cursor)
        with self._guards_down(cursor, tables):
            for table in tables:
                cursor.execute(f'DELETE FROM "{table}"')

    def _with_rows(self, cursor: Any) -> list[str]:
        """Return the tables that have some row, in one question."""
        asked = " UNION ALL ".join(
            f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in self._tables(cursor)
        )
        cursor.execute(asked)
        return [name for (name,) in cursor.fetchall()]

    def _number_again(self, cursor: Any) -> None:
        """Set back the sequences that have moved."""
        first = dict(self.sequences)
        for sequence, last in self._numbers(cursor):
            if last != first[sequence]:
                was = first[sequence]
                cursor.execute("SELECT setval(%s, %s, %s)", [sequence, was or 1, was is not None])

    @contextmanager
    def _guards_down(self, cursor: Any, tables: list[str]) -> Iterator[None]:
        """Switch off the triggers of these tables that hold even for replicas, and on again."""
        cursor.execute(
            "SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE tgenabled = 'A' AND relname = ANY(%s)",
            [tables],
        )
        guards = cursor.fetchall()
        for table, name in guards:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER "{name}"')
        yield
        for table, name in guards:
            cursor.execute(f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER "{name}"')

    def destroy(self) -> None:
        """Remove the copy."""
        connections.close_all()
        with self._server() as server:
            server.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def _remember(self) -> None:
        with connection.cursor() as cursor:
            for table in self._tables(cursor):
                with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
                    rows = b"".join(bytes(chunk) for chunk in copy)
                if rows:
                    self.rows[table] = rows
            self.sequences = self._numbers(cursor)

    def _numbers(self, cursor: Any) -> list[tuple[str, int | None]]:
        cursor.execute("SELECT format('%I', sequencename), last_value FROM pg_sequences")
        return list(cursor.fetchall())

    def _tables(self, cursor: Any) -> list[str]:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return [name for (name,) in cursor.fetchall()]

    def _exists(self, server: Any, name: str) -> bool:
        return server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None

    def _server(self) -> Any:
        import psycopg

        return psycopg.connect(self._url("postgres"), autocommit=True)

    def _url(self, name: str) -> str:
        chosen = settings.DATABASES["default"]
        place = f"{chosen['HOST']}:{chosen['PORT'] or 5432}"
        secret = f":{chosen['PASSWORD']}" if chosen["PASSWORD"] else ""
        return f"postgres://{chosen['USER']}{secret}@{place}/{name}"


def database() -> SqliteDatabase | PostgresDatabase:
    """Return the database of this run's engine."""
    return SqliteDatabase() if connection.vendor == "sqlite" else PostgresDatabase()
