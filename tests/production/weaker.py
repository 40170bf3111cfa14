"""Production with one protection taken away, to show that the check notices."""

from config.settings.production import *  # noqa: F403  (settings are composed by star import)

SECURE_HSTS_SECONDS = 0
