"""Server processes whose time and memory are measured."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.bench.rows import ROOT
from tests.support.servers import BIN, order_of
from tests.support.services import answers, free_port, stopping, wait_until

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Measured:
    """A server process and where it listens."""

    pid: int
    port: int

    def cpu(self) -> float:
        """Return the seconds of processor it has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def resident(self) -> float:
        """Return the MiB it holds in memory."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


@contextlib.contextmanager
def served(application: str, env: Mapping[str, str], *, pings: bool = True) -> Iterator[Measured]:
    """Run an application with the very order of the Procfile, on a free port.

    Without `pings`, a client made by hand that answers none is not taken for dead.
    """
    order = order_of("web").replace("--app-dir site config.asgi:application", application)
    if not pings:
        order = order.replace("--ws-ping-interval 20", "--ws-ping-interval 3600")
    port = free_port()
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    full = {**os.environ, **env, "PORT": str(port), "PATH": path, "PYTHONPATH": str(ROOT)}
    started = subprocess.Popen(
        f"exec {order}", shell=True, env=full, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    with stopping(started):
        wait_until(lambda: answers(port), application, 180)
        yield Measured(started.pid, port)


SITE = "--app-dir site config.asgi:application"
HELLO = "tests.bench.hello:application"
PYTHON = sys.executable
