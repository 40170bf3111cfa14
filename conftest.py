"""The top of the tests: fixtures that every folder below may use."""

from tests.support.fixtures import django_db_setup, postgres_url, redis_url

__all__ = ["django_db_setup", "postgres_url", "redis_url"]
