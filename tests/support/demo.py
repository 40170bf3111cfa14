"""The demo as a visitor finds it: seeded, served by the processes of the Procfile, on a port of its own."""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.support import servers
from tests.support.database import CACHE, alone

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("core", "people", "cms", "videoconf", "registry", "courses", "site")


@dataclass(frozen=True)
class Demo:
    """Where the demo listens and where it keeps its things."""

    port: int
    var: Path
    env: dict[str, str]

    def url(self, path: str = "/", host: str = "localhost") -> str:
        """Return a whole address of the demo, under the name of a person or of the site."""
        return f"http://{host}:{self.port}{path}"


def environment(var: Path) -> dict[str, str]:
    """Return the embedded profile in a folder of its own, whatever this process was told."""
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings.embedded",
        "CONCEJO_VAR": str(var),
        "DATABASE_URL": f"sqlite:///{var}/db.sqlite3",
        "REDIS_URL": "",
    }


def fingerprint() -> str:
    """Return a name that changes with the sources, and with the hour: a class is always about to start."""
    total = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix not in {".pyc", ".scss"} and "node_modules" not in path.parts:
                total.update(str(path).encode() + path.read_bytes())
    return f"{total.hexdigest()[:16]}-{datetime.now(UTC):%Y%m%d%H}"


def seeded(var: Path) -> None:
    """Fill this folder with a seeded demo and its static files; made once for each state of the tree."""
    with alone("demo"):
        template = CACHE / f"demo-{fingerprint()}"
        if not template.exists():
            for old in CACHE.glob("demo-*"):
                shutil.rmtree(old) if old.is_dir() else old.unlink()
            draft = CACHE / "draft-of-demo"
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir()
            order = [sys.executable, str(ROOT / "scripts" / "prepare.py")]
            env = {**os.environ, **environment(draft)}
            with (CACHE / "demo.log").open("w") as log:
                subprocess.run(order, env=env, cwd=ROOT, check=True, stdout=log, stderr=log)
            draft.rename(template)
        shutil.copytree(template, var, dirs_exist_ok=True)


@contextlib.contextmanager
def serving(**extra: str) -> Iterator[Demo]:
    """Serve a demo of our own, web and worker, until the block ends."""
    var = Path(tempfile.mkdtemp(prefix="concejo-demo-"))
    try:
        seeded(var)
        env = {**environment(var), **extra}
        with (
            servers.process("worker", env, var / "worker.log"),
            servers.web(env, var / "web.log") as port,
        ):
            yield Demo(port, var, env)
    finally:
        shutil.rmtree(var, ignore_errors=True)
