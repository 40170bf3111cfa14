"""The tree as the rules see it. Every rule takes files, so that a test can plant a faulty one."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("core", "people", "cms", "videoconf", "registry", "courses")
OURS = (*APPS, "site", "scripts")


@dataclass(frozen=True)
class File:
    """One file of the tree, or a planted one."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """Return the parsed Python."""
        return ast.parse(self.text)

    @property
    def app(self) -> str:
        """Return the top folder."""
        return self.name.split("/", maxsplit=1)[0]


def tracked() -> list[str]:
    """Return what git has or would take, as names from the root."""
    order = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(order, cwd=ROOT, capture_output=True, text=True, check=True)
    return sorted(name for name in set(done.stdout.splitlines()) if (ROOT / name).is_file())


def files(*endings: str, under: tuple[str, ...] = OURS, migrations: bool = False) -> Iterator[File]:
    """Give the files with these endings below these folders (everything when `under` is empty)."""
    for name in tracked():
        if under and not name.startswith(tuple(f"{folder}/" for folder in under)):
            continue
        if name.endswith(endings) and (migrations or "/migrations/" not in name):
            yield File(name, (ROOT / name).read_text(encoding="utf-8"))


def functions(file: File) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Give every function of a Python file, methods included."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
