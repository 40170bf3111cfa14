"""The site of the browser tests: the database file of the environment, static files from the sources."""

from config.settings.base import *  # noqa: F403

PROFILE = "test"
SECRET_KEY = "tests-only-" + "x" * 50
ALLOWED_HOSTS = ["localhost", ".localhost", "127.0.0.1"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
