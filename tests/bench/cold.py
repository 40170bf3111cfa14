"""`make run` on a clean clone, without .venv: seconds to the first page."""

import os
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from pathlib import Path

from tests.bench.rows import ROOT, Row, at_most, not_run
from tests.support.services import free_port

MOST_SECONDS = 90
GIVE_UP = 400
MOST_LINES = 6


def measure() -> Iterable[Row]:
    """Clone what is committed, run it as the README says, and stop it as the terminal says."""
    with tempfile.TemporaryDirectory(prefix="concejo-clon-") as folder:
        clone = Path(folder) / "concejo"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        port = free_port()
        env = {**os.environ, "PORT": str(port)}
        # The clone is its own machine: nothing of this run's environment reaches it.
        for name in ("CONCEJO_VAR", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "REDIS_URL", "VIRTUAL_ENV"):
            env.pop(name, None)
        began = time.monotonic()
        started = subprocess.Popen(
            ["make", "run"], cwd=clone, env=env, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        seconds = _first_page(port, began)
        time.sleep(2)
        os.killpg(started.pid, signal.SIGINT)
        said = started.communicate(timeout=60)[0].strip().splitlines()
    if seconds is None:
        yield not_run("arranque en limpio", "\n".join(said[-5:]))
        return
    yield at_most("arranque en limpio hasta la primera página", seconds, MOST_SECONDS, "s")
    spoken = [line for line in said if line and "parado" not in line and not line.startswith("make")]
    yield at_most("líneas que ve quien lo arranca", len(spoken), MOST_LINES, "líneas")


def _first_page(port: int, began: float) -> float | None:
    while time.monotonic() - began < GIVE_UP:
        try:
            urllib.request.urlopen(f"http://localhost:{port}/", timeout=30)
        except urllib.error.HTTPError:
            pass
        except OSError:
            time.sleep(0.2)
            continue
        return time.monotonic() - began
    return None
