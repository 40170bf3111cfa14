"""Fixtures that every test may use."""

import gc
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from people.models import LocalEntity, User
from tests import cast
from tests.support.fixtures import django_db_setup, postgres_url, redis_url

__all__ = ["django_db_setup", "postgres_url", "redis_url"]

# --- people ---


@pytest.fixture(autouse=True)
def _no_memory_of_other_tests() -> Iterator[None]:
    """Rate limits live in the cache of the process; each test starts without guesses."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def village(db: None) -> LocalEntity:
    return cast.entity("Villaseca de la Sierra")


@pytest.fixture
def province(db: None) -> LocalEntity:
    return cast.diputacion()


@pytest.fixture
def secretary(db: None) -> User:
    return cast.a_secretary()


@pytest.fixture
def councillor(db: None) -> User:
    return cast.a_councillor()


@pytest.fixture
def editor(db: None) -> User:
    return cast.an_editor()


@pytest.fixture
def reviewer(db: None) -> User:
    return cast.a_reviewer()


@pytest.fixture
def trainer(db: None) -> User:
    return cast.a_trainer()


@pytest.fixture
def guest_trainer(db: None) -> User:
    return cast.a_guest_trainer()


@pytest.fixture
def adviser(db: None) -> User:
    return cast.an_adviser()


@pytest.fixture
def head(db: None) -> User:
    return cast.a_head()


@pytest.fixture
def operator(db: None) -> User:
    return cast.an_operator()


@pytest.fixture
def stranger(db: None) -> User:
    return cast.a_stranger()


@pytest.fixture
def signed_in(client: Client) -> Callable[..., Client]:
    """Return `sign_in(person)`: the test client, signed in as somebody."""

    def sign_in(who: User, *, second_factor: bool | None = None) -> Client:
        return cast.signed_in(client, who, second_factor=second_factor)

    return sign_in


# --- courses ---
# --- videoconf ---
# --- cms ---


def pytest_collection_finish() -> None:
    """What was collected stays until the end: no need to look through it for rubbish again and again."""
    gc.collect()
    gc.freeze()
