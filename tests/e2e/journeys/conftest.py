"""Each file of journeys has a demo of its own: what one person did is not found by the next file."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.support import demo as demo_site
from tests.support.demo import Demo
from tests.support.servers import manage


@pytest.fixture(scope="module")
def demo(chromium: Browser) -> Iterator[Demo]:
    """The demo of this file; the browser comes first so that nothing is seeded without one."""
    with demo_site.serving() as served:
        yield served


@pytest.fixture(scope="module")
def scene(demo: Demo) -> Callable[..., dict[str, Any]]:
    """Return `scene(name, …)`: run one scene on the demo and give what it told."""

    def play(name: str, *arguments: str) -> dict[str, Any]:
        order = f"from tests.e2e.journeys import scenes; scenes.{name}(*{arguments!r})"
        said = manage(demo.env, "shell", "-v", "0", "-c", order)
        assert said.returncode == 0, said.stderr[-1500:]
        told = re.search("^DICE (.+)$", said.stdout, re.MULTILINE)
        assert told, said.stdout[-800:]
        answer: dict[str, Any] = json.loads(told[1])
        return answer

    return play
