"""`make test`: everything. SQLite, the tests that touch data again on PostgreSQL, then browsers.

With REQUIRE_ALL=1 a missing component fails instead of skipping. Arguments go to every pytest.
"""

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.support import services  # noqa: E402  (needs the path)
from tests.support.needs import find  # noqa: E402

DATA_TESTS = [f"tests/{app}" for app in ("core", "people", "cms", "videoconf", "courses", "security")]


def leg(title: str, *arguments: str, **extra: str) -> bool:
    """Run one pytest with its own environment; pytest's closing line tells the result."""
    sys.stdout.write(f"\n== {title}\n")
    sys.stdout.flush()
    start = time.monotonic()
    order = [sys.executable, "-m", "pytest", *arguments, *sys.argv[1:]]
    code = subprocess.run(order, cwd=ROOT, env={**os.environ, **extra}, check=False).returncode  # noqa: S603  (our own)
    sys.stdout.write(f"== {title}: {time.monotonic() - start:.0f} s\n")
    # 5: nothing to run in this leg, for instance with -k.
    return code in (0, 5)


def main() -> None:
    """Run every leg even when one fails, and fail if any did."""
    done = [leg("SQLite", "-n2", "-m", "not e2e and not postgres", "--ignore=tests/e2e")]
    initdb = find("initdb")
    if initdb or os.environ.get("REQUIRE_ALL") == "1":
        with services.postgres(initdb) if initdb else contextlib.nullcontext("") as url:
            there = [folder for folder in DATA_TESTS if (ROOT / folder).is_dir()]
            done.append(
                leg("PostgreSQL", "-n2", "-m", "not e2e and not redis and not once", *there, DATABASE_URL=url)
            )
    else:
        sys.stdout.write("\n== PostgreSQL: no está instalado, no se ha probado\n")
    done.append(leg("Salas", "-m", "e2e", "--ignore=tests/e2e"))
    done.append(leg("Recorridos", "tests/e2e"))
    sys.exit(0 if all(done) else 1)


if __name__ == "__main__":
    main()
