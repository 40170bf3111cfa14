"""`make check`: every tool in turn, all of them even when one fails, then what failed."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
APPS = ("core", "people", "cms", "videoconf", "registry", "courses")
TEMPLATES = ["site/templates", *(f"{app}/templates" for app in APPS)]
MANAGE = ["python", "site/manage.py"]
# Enough to start the production profile: nothing is connected to.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "only-for-this-check-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF",
    "HTTPS_BY": "proxy",
    "SITE_HOST": "concejo.example",
    "PACKAGES_HOST": "paquetes.example.net",
    "REDIS_URL": "redis://localhost:6379/0",
    "DATABASE_URL": "postgres://concejo@localhost/concejo",
    "EMAIL_URL": "smtp+tls://concejo:clave@correo.example:587",
}
Step = tuple[str, list[str], dict[str, str]]


def steps() -> list[Step]:
    """Return what is run: name, order, environment."""
    templates = [folder for folder in TEMPLATES if (ROOT / folder).is_dir()]
    return [
        ("ruff", ["ruff", "check", "--quiet", "."], {}),
        ("formato", ["ruff", "format", "--check", "--quiet", "."], {}),
        ("tipos", ["mypy", *APPS, "site/config"], {}),
        ("capas", ["lint-imports", "--no-logo"], {}),
        ("plantillas", ["djlint", "--lint", "--quiet", *templates], {}),
        ("migraciones", [*MANAGE, "makemigrations", "--check", "--dry-run"], {}),
        ("producción", [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
        ("casa", ["pytest", "tests/architecture"], {}),
    ]


def run(name: str, order: list[str], extra: dict[str, str]) -> bool:
    """Run one tool; show what it says only when it fails."""
    env = {**os.environ, "PYTHONPATH": f"site{os.pathsep}.", **extra}
    start = time.monotonic()
    options: dict[str, Any] = {"cwd": ROOT, "env": env, "capture_output": True, "text": True, "check": False}
    done = subprocess.run([str(BIN / order[0]), *order[1:]], **options)  # noqa: S603  (the orders above)
    took = time.monotonic() - start
    sys.stdout.write(f"{'bien ' if done.returncode == 0 else 'MAL  '} {name:<12} {took:5.1f} s\n")
    if done.returncode:
        sys.stdout.write(f"{done.stdout}{done.stderr}\n")
    sys.stdout.flush()
    return done.returncode == 0


def main() -> None:
    """Run them all, or only the ones named."""
    chosen = [step for step in steps() if not sys.argv[1:] or step[0] in sys.argv[1:]]
    failed = [step[0] for step in chosen if not run(*step)]
    if failed:
        sys.exit(f"Falla: {', '.join(failed)}")


if __name__ == "__main__":
    main()
