"""What the tests run on: a database file of their own for each process, fast hashing, no demo doors."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path


def _own_folder() -> Path:
    """Return a folder of this process alone, gone when it ends: a test must never touch var/."""
    quick = "/dev/shm"  # noqa: S108  (a folder of our own is made inside it)
    place = tempfile.mkdtemp(prefix="concejo-test-", dir=quick if os.access(quick, os.W_OK) else None)
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    return Path(place)


_VAR = _own_folder()
# Before the other settings read it. A PostgreSQL is taken as given; a SQLite file, never: it has an owner.
os.environ["CONCEJO_VAR"] = str(_VAR)
if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
    os.environ["DATABASE_URL"] = f"sqlite:///{_VAR}/test.sqlite3"

from config.settings.base import *  # noqa: E402, F403  (the folder must be set first)
from config.settings.storage import DATABASES, STATIC_ROOT  # noqa: E402

PROFILE = "test"
SECRET_KEY = "tests-only-" + "x" * 50
ALLOWED_HOSTS = ["localhost", ".localhost", "127.0.0.1", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Nothing is collected for the tests, and WhiteNoise complains of a folder that is not there.
STATIC_ROOT.mkdir(exist_ok=True)
WAGTAILADMIN_BASE_URL = "http://testserver"
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # No pool: a test must be able to close what it opened. One database for each xdist process.
    DATABASES["default"]["OPTIONS"] = {}
    DATABASES["default"]["NAME"] += f"_{os.environ.get('PYTEST_XDIST_WORKER', 'solo')}"
