"""What a test needs from the machine: present, or the test is skipped; with REQUIRE_ALL=1 it fails."""

import os
import shutil
from pathlib import Path

import pytest

PACKAGES = {
    "chromium": "chromium",
    "redis-server": "redis-server",
    "initdb": "postgresql",
    "janus": "janus",
    "turnserver": "coturn",
    "node": "nodejs",
}


def find(program: str) -> str | None:
    """Return where a program is; PostgreSQL's are outside the path on Debian."""
    server = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    return str(server[-1]) if server else shutil.which(program)


def need(program: str) -> str:
    """Return the program's path; without it, skip the test or fail it when everything is required."""
    found = find(program)
    if found:
        return found
    lack = f"falta {program}: apt-get install --no-install-recommends {PACKAGES.get(program, program)}"
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(lack, pytrace=False)
    pytest.skip(lack)
