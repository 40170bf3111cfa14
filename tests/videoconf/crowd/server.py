"""The web process of the Procfile with rooms that let everybody in: started, ended, killed, started again."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.support.servers import BIN, ROOT, order_of
from tests.support.services import answers, free_port, wait_until

# The test and its servers look at one database: the file of the test, which on PostgreSQL there is not.
SERVES_ITS_FILE = pytest.mark.skipif(connection.vendor != "sqlite", reason="sirve el fichero de la prueba")
SITE = "tests.videoconf.room_site:application"


class RoomServer:
    """One web process on a port of its own; the database is that of the test."""

    def __init__(self, folder: Path, *, site: str = SITE, **env: str) -> None:
        self.port, self.log = free_port(), folder / "web.log"
        paths = os.pathsep.join([str(ROOT), str(ROOT / "site")])
        self._order = order_of("web").replace("--app-dir site config.asgi:application", site)
        self._env = {**os.environ, "PYTHONPATH": paths, "PORT": str(self.port), "REDIS_URL": "", **env}
        self._env |= {"CONCEJO_VAR": str(folder), "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
        self._env["DATABASE_URL"] = f"sqlite:///{settings.DATABASES['default']['NAME']}"
        self._running: subprocess.Popen[bytes] | None = None

    def start(self, seconds: float = 120) -> None:
        """Start it, and wait until it answers."""
        with self.log.open("ab") as out:
            started = self._running = subprocess.Popen(
                f"exec {self._order}", shell=True, env=self._env, cwd=ROOT, stdout=out, stderr=out
            )

        def ready() -> bool:
            if started.poll() is not None:
                raise RuntimeError(f"el servidor no ha arrancado:\n{self.log.read_text()[-3000:]}")
            return answers(self.port)

        wait_until(ready, "el servidor", seconds)

    def stop(self, how: int = signal.SIGTERM) -> None:
        """End it: by its word, or killed."""
        if self._running is not None:
            self._running.send_signal(how)
            try:
                self._running.wait(30)
            except subprocess.TimeoutExpired:
                self._running.kill()
                self._running.wait()
        self._running = None

    @property
    def pid(self) -> int:
        """Return its process."""
        assert self._running is not None
        return self._running.pid


@contextmanager
def room_servers(count: int = 1, **env: str) -> Iterator[list[RoomServer]]:
    """Give so many servers, started; they end with the block."""
    folder = Path(tempfile.mkdtemp(prefix="concejo-salas-"))
    servers = []
    try:
        for number in range(count):
            place = folder / str(number)
            place.mkdir()
            servers.append(RoomServer(place, **env))
        for server in servers:
            server.start()
        time.sleep(0.2)
        yield servers
    finally:
        for server in servers:
            server.stop(signal.SIGKILL)
        shutil.rmtree(folder, ignore_errors=True)
