"""The site with a room, served to real browsers; with Janus and a relay when a test asks for them."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from core import clock
from people.models import User
from tests import cast
from tests.support.needs import need
from tests.support.services import answers, free_port, stopping, wait_until
from videoconf.models import Room
from videoconf.services import create_room

ROOT = Path(__file__).resolve().parents[2]


class Site:
    """A server, a room and browsers: one window for each person."""

    def __init__(self, port: int, room: Room, browser: Browser) -> None:
        self.port, self.room, self.browser = port, room, browser

    def open(self, person: User, host: str, query: str = "", **options: object) -> Page:
        """The room's page of somebody, at a loopback name of her own."""
        client = cast.signed_in(Client(), person)
        context = self.browser.new_context(**{"viewport": {"width": 1366, "height": 820}, **options})
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
        context.add_cookies([{**cookie, "domain": f"{host}.localhost", "path": "/"}])
        page = context.new_page()
        page.goto(f"http://{host}.localhost:{self.port}/sala/{self.room.key}/{query}")
        return page


def _serve(port: int, log: Path, env: Mapping[str, str]) -> subprocess.Popen[bytes]:
    name = settings.DATABASES["default"]["NAME"]
    paths = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    full = {**os.environ, "DATABASE_URL": f"sqlite:///{name}", "PYTHONPATH": paths, **env}
    order = [sys.executable, "-m", "uvicorn", "tests.videoconf.room_site:application", "--port", str(port)]
    order += ["--ws", "websockets", "--ws-max-size", "65536", "--ws-per-message-deflate", "false"]
    # As in the Procfile: an address may hold a secret.
    order += ["--no-access-log"]
    with log.open("ab") as out:
        return subprocess.Popen(order, env=full, cwd=ROOT, stdout=out, stderr=out)


@contextlib.contextmanager
def served(
    flags: list[str], log: Path, env: Mapping[str, str] | None = None, **room_fields: object
) -> Iterator[Site]:
    """Serve a room that begins now and lasts an hour, and open a browser with these flags."""
    program = need("chromium")
    start, port = clock.now(), free_port()
    room = create_room(
        title="Registro, clase 3",
        purpose="tests.browser",
        starts_at=start,
        ends_at=start + timedelta(hours=1),
    )
    if room_fields:
        Room.objects.filter(pk=room.pk).update(**room_fields)
    with stopping(_serve(port, log, env or {})), _playwright() as playwright:
        wait_until(lambda: answers(port), "el servidor", 120)
        opened = playwright.chromium.launch(executable_path=program, args=flags)
        yield Site(port, room, opened)
        opened.close()


@contextlib.contextmanager
def _playwright() -> Iterator[Playwright]:
    # Playwright's own loop runs in this thread; our queries are not inside it.
    with patch.dict(os.environ, DJANGO_ALLOW_ASYNC_UNSAFE="true"), sync_playwright() as playwright:
        yield playwright


def own_address() -> str:
    """Return an address of this machine other than the loopback, which a relay leads nobody to."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: it only asks which address would be used.
            probe.connect(("198.51.100.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


@dataclass
class MediaServer:
    """Janus under the supervisor of the Procfile, and what the site must be told to use it."""

    env: dict[str, str]
    log: Path
    supervisor: subprocess.Popen[bytes]

    def pid(self) -> int:
        """Return the process of Janus itself."""
        found = Path(f"/proc/{self.supervisor.pid}/task/{self.supervisor.pid}/children").read_text().split()
        return int(found[0])


@contextlib.contextmanager
def media_server(**extra: str) -> Iterator[MediaServer]:
    """Run Janus as the Procfile does, in a folder of its own with a short name: it holds a socket."""
    need("janus")
    folder = Path(tempfile.mkdtemp(prefix="cj-"))
    env = {"JANUS_TOKEN_SECRET": "only-for-tests-" + "x" * 40, "JANUS_INTERFACES": own_address(), **extra}
    try:
        with _supervised("janus", folder, env) as running:
            wait_until((folder / "media" / "janus.sock").exists, "Janus", 120)
            told = {**env, "JANUS_SOCKET": str(folder / "media" / "janus.sock")}
            yield MediaServer(told, folder / "janus.log", running)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def relay() -> Iterator[tuple[dict[str, str], Path]]:
    """Run coturn as the Procfile does; give the settings of the site, and its log."""
    need("turnserver")
    folder, port, here = Path(tempfile.mkdtemp(prefix="cj-")), free_port(), own_address()
    env = {"TURN_SECRET": "only-for-tests-relay", "TURN_PORT": str(port), "TURN_LISTEN": here}
    env |= {"TURN_PEERS": here, "TURN_RELAY_PORTS": "30000-30499"}
    try:
        with _supervised("turn", folder, env):
            wait_until(lambda: _listens(here, port), "coturn", 120)
            urls = ",".join(f"turn:{here}:{port}?transport={way}" for way in ("udp", "tcp"))
            yield {"TURN_SECRET": env["TURN_SECRET"], "TURN_URLS": urls}, folder / "turn.log"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _supervised(kind: str, folder: Path, env: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    order = [sys.executable, str(ROOT / "scripts" / "media.py"), kind]
    own = {"CONCEJO_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings.embedded"}
    full = {**os.environ, **own, "DATABASE_URL": f"sqlite:///{folder}/none.sqlite3", **env}
    with (folder / f"{kind}.log").open("ab") as out:
        running = subprocess.Popen(order, env=full, cwd=ROOT, stdout=out, stderr=out)
    with stopping(running):
        yield running


def _listens(host: str, port: int) -> bool:
    with contextlib.closing(socket.socket()) as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0
