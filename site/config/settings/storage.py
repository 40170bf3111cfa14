"""Database, files and static. Private files live outside anything a web server publishes."""

from config.settings.environment import SITE_DIR, VAR_DIR, env

VAR_DIR.mkdir(parents=True, exist_ok=True)
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
_DATABASE = DATABASES["default"]

if _DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: a deferred transaction that upgrades to a writer fails at once with "database is locked".
    # recursive_triggers: without it REPLACE INTO slips past the triggers that keep rows append-only.
    _DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        # Fifty forms for the last place wait their turn on a slow machine; at 5 s some were told "locked".
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
            "PRAGMA recursive_triggers=ON;PRAGMA cache_size=-16000;"
        ),
    }
else:
    # A pool needs CONN_MAX_AGE 0: connections go back to it after each request.
    _DATABASE["CONN_MAX_AGE"] = 0
    _DATABASE["OPTIONS"] = {"pool": {"min_size": 1, "max_size": env.int("DATABASE_POOL", default=10)}}

PRIVATE_ROOT = VAR_DIR / "private"
MEDIA_ROOT = PRIVATE_ROOT / "cms"
# What a file answers as its address: the view that asks who is looking (cms.views.media).
MEDIA_URL = "/imagenes/original/"
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [SITE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static_files.HashedFiles"},
}
WHITENOISE_MAX_AGE = 31_536_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# The seal of papers, as PKCS#12. Without it a demonstration uses its own, that says so; production, none.
SEAL_P12 = env("SEAL_P12", default="")
SEAL_PASSWORD = env("SEAL_PASSWORD", default="")
