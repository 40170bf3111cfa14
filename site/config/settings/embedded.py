"""One machine, nothing but Python: SQLite, in-memory layer, demo data, loopback names. The default."""

from django.core.management.utils import get_random_secret_key

from config.settings.base import *  # noqa: F403  (settings are composed by star import)
from config.settings.environment import VAR_DIR, env
from config.settings.security import PACKAGES_HOST, SITE_HOST

PROFILE = "embedded"
DEMO_MODE = env.bool("DEMO_MODE", default=True)


def _kept_secret() -> str:
    """Return this machine's key, made at first start and readable by its owner alone."""
    path = VAR_DIR / "secret.key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key())
    return path.read_text()


SECRET_KEY = env("SECRET_KEY", default="") or _kept_secret()
ALLOWED_HOSTS = [SITE_HOST, ".localhost", PACKAGES_HOST]
INSTALLED_APPS = [*INSTALLED_APPS, "demo"]
# Several names of one machine are several people side by side; each keeps its own cookies.
CSRF_TRUSTED_ORIGINS = ["http://localhost", "http://*.localhost"]
# Links in mails lead to where this very process is reached.
WAGTAILADMIN_BASE_URL = f"http://{SITE_HOST}:{env('PORT', default='8000')}"
# The demo reads its mail at /buzon/, from the outbox; what is "sent" ends as files here.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static_files.HashedFiles"},
}
