"""A package unpacked in a folder of its own, in a lesson that somebody takes."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from tests.courses import shelf as shelves


@pytest.fixture(autouse=True)
def _own_folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.PRIVATE_ROOT = tmp_path / "private"


@pytest.fixture
def shelf(tmp_path: Path) -> shelves.Shelf:
    return shelves.a_shelf(tmp_path)
