"""Runs the migrations on a database before a race: `python -m tests.bench.migrated URL`."""

import sys

import django

from tests.support.database import migrate

if __name__ == "__main__":
    django.setup()
    migrate(sys.argv[1])
