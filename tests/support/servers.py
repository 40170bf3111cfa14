"""The real server, started as the Procfile does, for the tests that need more than Django's client."""

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.support.services import answers, free_port, stopping, wait_until

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent


def order_of(process: str) -> str:
    """Return the Procfile's order for one process."""
    found = re.search(rf"^{process}: (.+)$", (ROOT / "Procfile").read_text(), re.MULTILINE)
    assert found, f"el Procfile no tiene {process}"
    return found[1]


def manage(env: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one management command with this environment alone added."""
    order = [sys.executable, str(ROOT / "site" / "manage.py"), *arguments]
    return subprocess.run(
        order, env={**os.environ, **env}, cwd=ROOT, capture_output=True, text=True, check=False
    )


@contextlib.contextmanager
def process(name: str, env: Mapping[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run one process of the Procfile, its words in a log."""
    full = {**os.environ, **env, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    with log.open("ab") as out:
        started = subprocess.Popen(
            f"exec {order_of(name)}", shell=True, env=full, cwd=ROOT, stdout=out, stderr=out
        )
        with stopping(started):
            yield started


@contextlib.contextmanager
def web(env: Mapping[str, str], log: Path) -> Iterator[int]:
    """Run the web process on a free port; give the port once it answers."""
    port = free_port()
    with process("web", {**env, "PORT": str(port)}, log) as started:

        def ready() -> bool:
            if started.poll() is not None:
                raise RuntimeError(f"el servidor no ha arrancado:\n{log.read_text()[-3000:]}")
            return answers(port)

        wait_until(ready, "el servidor web", 60)
        yield port
