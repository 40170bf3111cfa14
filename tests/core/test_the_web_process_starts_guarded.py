"""The web process starts only when what is written cannot be rewritten."""

import pytest
from django.db import connection

from config.lifespan import lifespan
from core import append_only


async def answers() -> list[str]:
    """Return what the process answers to start and stop."""
    asked, said = ["lifespan.startup", "lifespan.shutdown"], []

    async def receive() -> dict[str, str]:
        return {"type": asked.pop(0)}

    async def send(message: dict[str, str]) -> None:
        said.append(message["type"])

    await lifespan({"type": "lifespan"}, receive, send)
    return said


@pytest.mark.django_db(transaction=True)
async def test_it_starts_when_every_guard_is_there():
    assert await answers() == ["lifespan.startup.complete", "lifespan.shutdown.complete"]


@pytest.mark.django_db(transaction=True)
def test_it_refuses_to_start_when_a_guard_was_taken_away():
    from asgiref.sync import async_to_sync

    append_only.remove(connection)
    try:
        assert async_to_sync(answers)() == ["lifespan.startup.failed"]
    finally:
        append_only.install(connection)
