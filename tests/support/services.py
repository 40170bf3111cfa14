"""Throw-away servers for the tests, in a temporary folder, gone when the block ends."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(ready: Callable[[], bool], what: str, seconds: float = 30) -> None:
    """Ask until the answer is yes; say what did not come."""
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError(f"{what} no ha respondido en {seconds:.0f} s")
        time.sleep(0.05)


def answers(port: int) -> bool:
    """Tell whether somebody listens on this port of the loopback."""
    with contextlib.closing(socket.socket()) as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextlib.contextmanager
def stopping(process: subprocess.Popen) -> Iterator[None]:
    """End a process with the block, by force if it does not want to."""
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def redis(program: str) -> Iterator[str]:
    """Run a Redis without persistence; give its URL."""
    port = free_port()
    order = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    process = subprocess.Popen(order, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with stopping(process):
        wait_until(lambda: answers(port), "Redis")
        yield f"redis://127.0.0.1:{port}/0"


@contextlib.contextmanager
def postgres(initdb: str) -> Iterator[str]:
    """Run a PostgreSQL cluster that trusts only the loopback; give the URL of its database."""
    port, binaries = free_port(), Path(initdb).parent
    user, as_user = _server_user()
    folder = Path(tempfile.mkdtemp(prefix="concejo-pg-"))
    try:
        folder.chmod(0o755)
        data = folder / "data"
        data.mkdir()
        if as_user:
            shutil.chown(folder, user)
            shutil.chown(data, user)
        start = [*as_user, str(binaries / "initdb"), "-D", str(data), "-U", "concejo", "-A", "trust", "-N"]
        start += ["-E", "UTF8", "--locale=C.UTF-8"]
        subprocess.run(start, check=True, stdout=subprocess.DEVNULL, cwd=folder)
        # Nothing here outlives the run, so nothing needs to reach the disk.
        fast = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"]
        serve = [*as_user, str(binaries / "postgres"), "-D", str(data), "-k", str(folder), "-h", "127.0.0.1"]
        process = subprocess.Popen(
            [*serve, "-p", str(port), *fast],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
        )
        with stopping(process):
            wait_until(lambda: answers(port), "PostgreSQL")
            yield f"postgres://concejo@127.0.0.1:{port}/postgres"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _server_user() -> tuple[str, list[str]]:
    """PostgreSQL refuses to run as root: give it to its own user, or to nobody."""
    if os.getuid() != 0:
        return "", []
    known = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in known else "nobody"
    return user, ["setpriv", f"--reuid={user}", f"--regid={pwd.getpwnam(user).pw_gid}", "--clear-groups"]
