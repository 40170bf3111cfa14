"""A room served to real browsers, and the two people of nearly every test.

A file, or one test, says only what is different: the browser's flags, what runs beside the site, the room.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from people.models import User
from tests import cast
from tests.videoconf.browser import CHROMIUM
from tests.videoconf.served import Site, served


@pytest.fixture
def flags() -> list[str]:
    """How the browser is started."""
    return CHROMIUM


@pytest.fixture
def servers() -> Mapping[str, str]:
    """What the site is told of the servers that run beside it: here, none."""
    return {}


@pytest.fixture
def room_fields() -> Mapping[str, object]:
    """What is particular to the room: here, nothing."""
    return {}


@pytest.fixture
def site(
    flags: list[str], servers: Mapping[str, str], room_fields: Mapping[str, object], tmp_path: Path
) -> Iterator[Site]:
    """A server and a browser for each test: the database behind them is put back after each one."""
    with served(flags, tmp_path / "web.log", servers, **room_fields) as opened:
        yield opened


@pytest.fixture
def trainer() -> User:
    """Who comes first, and directs."""
    return cast.person("Marta", "Olmedo")


@pytest.fixture
def secretary() -> User:
    """Who comes next."""
    return cast.person("Lucía", "Prieto")
