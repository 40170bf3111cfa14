"""The product's own settings, with the cheap password hashing of the tests: hundreds of people are made."""

from config.settings.embedded import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
