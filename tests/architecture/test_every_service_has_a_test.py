"""A verb of the domain that no test names is a verb that nobody holds."""

import ast
import re

from tests.architecture.source import File, files


def verbs(file: File) -> list[str]:
    """Return the public functions of a services module."""
    if not re.search(r"/services(/|\.py$)", file.name):
        return []
    defined = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [n.name for n in file.tree.body if isinstance(n, defined) and not n.name.startswith("_")]


def untested(services: list[File], tests: list[File]) -> list[str]:
    """Return the verbs that no test mentions by name."""
    named = set(re.findall(r"\w+", "\n".join(file.text for file in tests)))
    return [f"{file.name}: {verb}" for file in services for verb in verbs(file) if verb not in named]


def test_every_service_is_named_by_a_test():
    tests = [file for file in files(".py", under=("tests",)) if "/architecture/" not in file.name]
    assert untested(list(files(".py")), tests) == []


def test_a_service_without_a_test_is_caught():
    service = File(
        "courses/services/places/applying.py", "def ask_for_place():\n    pass\n\n\ndef _own():\n    pass\n"
    )
    assert untested([service], []) == ["courses/services/places/applying.py: ask_for_place"]
    assert untested([service], [File("tests/courses/test_places.py", "ask_for_place()")]) == []
