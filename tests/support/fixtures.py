"""Fixtures of every test: the database of this process and the servers that some need."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from django.test import TransactionTestCase

from tests.support import services
from tests.support.database import database
from tests.support.needs import need


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """Give this process its own migrated database, and put it back after each test that commits."""
    with django_db_blocker.unblock():
        ours = database()
        ours.create()

    def put_back(self: TransactionTestCase) -> None:
        connections.close_all()
        ours.restore()

    emptied = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = put_back
    yield
    TransactionTestCase._fixture_teardown = emptied
    with django_db_blocker.unblock():
        ours.destroy()


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A Redis of this run alone."""
    with services.redis(need("redis-server")) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL cluster of this run alone."""
    with services.postgres(need("initdb")) as url:
        yield url
