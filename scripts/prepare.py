"""Brings database and static files up to date before the first page; `--reset` starts the demo again.

Used by `make run` and `make demo-reset`. In production each step is run by hand (docs/operacion.md).
"""

import gc
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "site"
DEMO_FILES = ("db.sqlite3", "db.sqlite3-wal", "db.sqlite3-shm", "private", "mail")


def migrate_and_seed() -> None:
    """Run the migrations and, on the demo, the seed (which does nothing when it is already there)."""
    sys.path[:0] = [str(SITE), str(ROOT)]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.embedded")
    # Migrations build thousands of short-lived classes; collecting them less often saves a fifth of the time.
    gc.set_threshold(100_000, 20, 100)
    import django  # noqa: PLC0415  (needs the path and the profile set above)
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    if settings.DEMO_MODE:
        call_command("seed_demo")


def collect_static() -> subprocess.Popen[bytes]:
    """Start collecting static files beside the migrations: the two share nothing."""
    order = [sys.executable, str(SITE / "manage.py"), "collectstatic", "--noinput", "-v0"]
    return subprocess.Popen(order, cwd=ROOT, env=os.environ)  # noqa: S603  (our own command)


def wipe() -> None:
    """Remove the demo's database, files and mail; never touch a database that was configured by hand."""
    if os.environ.get("DATABASE_URL"):
        sys.exit("DATABASE_URL está puesta: esa base de datos no es la de demostración y no se borra.")
    var = Path(os.environ.get("CONCEJO_VAR", ROOT / "var"))
    for name in DEMO_FILES:
        path = var / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def main() -> None:
    """Prepare everything; a failure of either half is a failure."""
    if "--reset" in sys.argv:
        wipe()
    static = collect_static()
    migrate_and_seed()
    sys.exit(static.wait())


if __name__ == "__main__":
    main()
