"""A production server of our own: the real process, the real settings, SQLite by consent and a Redis."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from tests.support import servers
from tests.support.database import migrated_copy

SITE = "concejo.valdoria.example"
SAFE = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "Zq3v8sKx1nTf5bYw0rLg7hPc2mJd9uQe4aXi6oVt8zNs1kBy5WfG3RpMhUjD",
    "HTTPS_BY": "proxy",
    "SITE_HOST": SITE,
    "PACKAGES_HOST": "contenidos-valdoria.example",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "DATABASE_URL": "postgres://concejo@127.0.0.1/concejo",
    "EMAIL_URL": "smtp+tls://concejo:clave@correo.example:587",
    "DEBUG": "",
    "DEMO_MODE": "",
    "WEB_PROCESSES": "1",
}
PEOPLE = """
import django
django.setup()
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from core.tenancy import unscoped
from tests import cast
with unscoped("people for the production tests"):
    operator = cast.an_operator()
    operator.email = "operadora@valdoria.example"
    operator.save()
    operator.emailaddress_set.update(email=operator.email)
    if not operator.authenticator_set.filter(type="totp").exists():
        TOTP.activate(operator, generate_totp_secret())
"""


@pytest.fixture(autouse=True)
def _no_memory_of_other_tests() -> None:
    """Nothing here runs in this process: there is no cache to clean."""


class Proxy(httpx.BaseTransport):
    """Stands where nginx does: takes HTTPS from the visitor, speaks HTTP to the server and says so."""

    def __init__(self, port: int) -> None:
        self.port, self.inner = port, httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Pass the request on with the visitor's host and scheme."""
        kept = [(name, value) for name, value in request.headers.multi_items() if name != "host"]
        headers = [*kept, ("host", request.url.host), ("x-forwarded-proto", request.url.scheme)]
        url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self.port)
        passed = httpx.Request(request.method, url, headers=headers, stream=request.stream)
        return self.inner.handle_request(passed)


@dataclass(frozen=True)
class Production:
    """Where it listens and how to be a visitor that comes through the proxy."""

    port: int
    env: dict[str, str]

    def visitor(self, base: str = f"https://{SITE}", **headers: str) -> httpx.Client:
        """Return a browser without memory, which keeps its cookies as a browser does."""
        return httpx.Client(base_url=base, headers=headers, transport=Proxy(self.port), timeout=20)


@pytest.fixture(scope="session")
def production(redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Production]:
    """Serve a migrated database with one operator, in the production profile."""
    var = tmp_path_factory.mktemp("production")
    file = var / "db.sqlite3"
    migrated_copy(file)
    own = {"CONCEJO_VAR": str(var), "DATABASE_URL": f"sqlite:///{file}", "SQLITE_IN_PRODUCTION": "1"}
    env = {**os.environ, **SAFE, **own, "REDIS_URL": redis_url}
    for step in (["collectstatic", "--noinput", "-v0"], ["shell", "-v0", "--no-imports", "-c", PEOPLE]):
        done = servers.manage(env, *step)
        assert done.returncode == 0, done.stderr[-3000:]
    with servers.web(env, var / "web.log") as port:
        yield Production(port, env)
