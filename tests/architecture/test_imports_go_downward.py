"""import-linter holds the order; here it is shown that it bites."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import APPS, ROOT

LINTER = Path(sys.executable).parent / "lint-imports"


@pytest.fixture
def empty_tree(tmp_path):
    """The same packages with nothing inside, under the same contracts."""
    shutil.copy(ROOT / ".importlinter", tmp_path)
    for package in (*APPS, "config", "demo"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").touch()
    return tmp_path


def verdict(tree: Path) -> tuple[int, str]:
    """Run the linter on this tree."""
    env = {**os.environ, "PYTHONPATH": str(tree)}
    order = [str(LINTER), "--no-cache", "--no-logo"]
    done = subprocess.run(order, cwd=tree, env=env, capture_output=True, text=True, check=False)
    return done.returncode, " ".join(done.stdout.split())


def test_an_empty_tree_keeps_every_contract(empty_tree):
    code, said = verdict(empty_tree)
    assert code == 0, said


PLANTED = {
    "un módulo de abajo importa uno de arriba": ("people/services.py", "import courses", "courses/models.py"),
    "dos hermanos se importan": ("cms/services.py", "import videoconf", "videoconf/models.py"),
    "una regla importa un modelo": ("courses/rules.py", "import courses.models", "courses/models.py"),
    "un servicio importa una vista": ("people/services.py", "import people.views", "people/views.py"),
    "se entra por la vista de otro": ("courses/services.py", "import people.views", "people/views.py"),
    "config importa la demo": ("config/urls.py", "import demo.doors", "demo/doors.py"),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_an_import_upward_is_caught(empty_tree, fault):
    place, line, target = PLANTED[fault]
    (empty_tree / target).write_text("")
    (empty_tree / place).write_text(f"{line}\n")
    code, said = verdict(empty_tree)
    assert (code, "1 broken" in said) == (1, True), said
