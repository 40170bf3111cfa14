"""The `media` and `turn` lines of the Procfile: Janus and coturn, started again whenever they fall.

Without the program or its secret there is nothing to run, and this waits in silence: honcho stops everything
when one of its processes ends, and rooms work from browser to browser all the same.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Name on the Procfile → program, the setting that turns it on, and its order with its folder.
KINDS = {
    "janus": ("janus", "JANUS_TOKEN_SECRET", ["-F", "{folder}", "-C", "{folder}/janus.jcfg"]),
    "turn": ("turnserver", "TURN_SECRET", ["-c", "{folder}/turnserver.conf"]),
}
LONGEST_WAIT = 10.0
# A program that lived this long had started well.
WELL = 30.0


def configured() -> str:
    """Write the configuration and return its folder."""
    order = [sys.executable, str(ROOT / "site" / "manage.py"), "media_config"]
    done = subprocess.run(order, cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S603  (our own)
    return done.stdout.strip()


def supervise(order: list[str], fell: Path) -> None:
    """Run a program for ever: once more when it falls, ever more slowly while it does not last.

    When and how it fell last is left in `fell`, for the page of who keeps the machines.
    """
    wait = 0.2
    while True:
        began = time.monotonic()
        child = subprocess.Popen(order)  # noqa: S603  (the orders above)
        signal.signal(signal.SIGTERM, lambda *_, running=child: (running.terminate(), sys.exit(0)))
        code = child.wait()
        wait = 0.2 if time.monotonic() - began > WELL else min(wait * 2, LONGEST_WAIT)
        fell.write_text(json.dumps({"at": datetime.now(UTC).isoformat(), "code": code}))
        sys.stdout.write(f"{order[0]} se ha parado ({code}); otra vez en {wait:.1f} s\n")
        sys.stdout.flush()
        time.sleep(wait)


def main() -> None:
    """Run one of the two, or wait."""
    program, setting, options = KINDS[sys.argv[1]]
    found = shutil.which(program, path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin")
    if not found or not os.environ.get(setting):
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        while True:
            signal.pause()
    folder = configured()
    order = [found, *(option.format(folder=folder) for option in options)]
    supervise(order, Path(folder) / f"{sys.argv[1]}.fall")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(0)
