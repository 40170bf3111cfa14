"""Twenty-five passwords at each door, on the production profile, for somebody with the code of a phone."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
SIGN_IN = "/cuenta/entrar/"
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "tests.people.production_settings",
    "SECRET_KEY": "k" * 25 + "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJ",
    "SITE_HOST": "concejo.valdoria.example",
    "PACKAGES_HOST": "paquetes-valdoria.example",
    "HTTPS_BY": "proxy",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "SQLITE_IN_PRODUCTION": "1",
    "EMAIL_URL": "smtp://concejo:clave@correo.example:587",
    "DEMO_MODE": "",
    "DEBUG": "",
}


@pytest.fixture
def knock(db, tmp_path):
    """Return `knock(*words)`: what the script found, on a copy of the migrated database."""
    if connection.vendor != "sqlite":
        pytest.skip("The doors are the same on both databases; the copy is of a file")
    first = Path(settings.DATABASES["default"]["NAME"]).with_name("first.sqlite3")

    def run(*words):
        copy = tmp_path / "production.sqlite3"
        shutil.copyfile(first, copy)
        env = {**os.environ, **ENVIRONMENT, "DATABASE_URL": f"sqlite:///{copy}", "CONCEJO_VAR": str(tmp_path)}
        env["PYTHONPATH"] = os.pathsep.join([str(ROOT / "site"), str(ROOT)])
        command = [sys.executable, "-W", "ignore", "-m", "tests.people.knock", *words]
        done = subprocess.run(command, check=False, cwd=ROOT, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


def test_at_most_twenty_are_compared_at_the_one_way_in_and_none_at_any_other_door(knock):
    found = knock()
    assert found.pop(SIGN_IN) == {"compared": 20, "inside": False}
    assert list(found.values()) == [{"compared": 0, "inside": False}] * 4


def test_without_the_limit_all_would_be_compared_and_the_phone_would_still_be_asked_for(knock):
    assert knock("no-limit")[SIGN_IN] == {"compared": 25, "inside": False}


def test_without_the_limit_nor_the_phone_one_would_be_inside(knock):
    assert knock("no-limit", "no-factor")[SIGN_IN] == {"compared": 25, "inside": True}
