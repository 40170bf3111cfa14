"""The production profile as it is, but for what needs a server of its own: the cache, and collected files."""

from config.settings.production import *  # noqa: F403  (settings are composed by star import)

# Counting guesses needs a cache, not a Redis; that production refuses a per-process one is tested elsewhere.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
