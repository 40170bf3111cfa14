"""`make run`: prepares the site, starts the Procfile under honcho and says the little a person needs.

Everything the processes print goes to var/log; when one of them ends, honcho ends the other.
"""

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO

from honcho.environ import parse_procfile
from honcho.manager import Manager
from honcho.printer import Message

ROOT = Path(__file__).resolve().parents[1]
LOGS = Path(os.environ.get("CONCEJO_VAR", ROOT / "var")) / "log"
STOPPED_BY_HAND = (130, 143)


class LogFiles:
    """Honcho's printer: one file for each process instead of the terminal."""

    width = 0

    def __init__(self) -> None:
        self.files: dict[str, IO[str]] = {}

    def write(self, message: Message) -> None:
        """Append one line to the file of the process that said it."""
        if message.name not in self.files:
            self.files[message.name] = (LOGS / f"{message.name}.log").open("a", encoding="utf-8")
        text = message.data if isinstance(message.data, str) else message.data.decode(errors="replace")
        self.files[message.name].write(text)
        self.files[message.name].flush()


def say(*lines: str) -> None:
    """Write to the person at the terminal."""
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def last_lines(log: str, count: int = 8) -> str:
    """Return the end of a log, to show why something failed."""
    path = LOGS / f"{log}.log"
    return "\n".join(path.read_text(encoding="utf-8").splitlines()[-count:]) if path.exists() else ""


def port() -> int:
    """Return the port asked for, or stop with a sentence when it cannot be used."""
    asked = os.environ.get("PORT", "8000")
    if not asked.isdigit() or not 0 < int(asked) < 65536:
        sys.exit(f"PORT vale «{asked}», y tiene que ser un número entre 1 y 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((os.environ.get("HOST", "127.0.0.1"), int(asked)))
        except OSError:
            sys.exit(
                f"El puerto {asked} ya está ocupado. Cierra el otro programa o usa otro: PORT=8001 make run"
            )
    return int(asked)


def prepare() -> None:
    """Bring database and static files up to date, saying so only when it takes long."""
    say("Preparando Concejo (la primera vez tarda cerca de un minuto)…")
    with (LOGS / "prepare.log").open("w", encoding="utf-8") as log:
        order = [sys.executable, str(ROOT / "scripts" / "prepare.py")]
        done = subprocess.run(order, stdout=log, stderr=log, check=False)  # noqa: S603  (our own script)
    if done.returncode:
        sys.exit(
            f"No se ha podido preparar Concejo:\n{last_lines('prepare')}\nEstá entero en {LOGS}/prepare.log"
        )


def greet(number: int) -> None:
    """Wait for the first page, then say the five things a person needs."""
    home = f"http://localhost:{number}/"
    while True:
        time.sleep(0.2)
        try:
            urllib.request.urlopen(home, timeout=30)
        except urllib.error.HTTPError:
            pass
        except OSError:
            continue
        break
    say(
        f"Concejo está en marcha en  {home}",
        "Elige en la portada con quién entrar: «Entrar como secretaria de tres pueblos», formadora, editora…",
        f"El correo que envía se lee en  {home}buzon/",
        "Para parar, pulsa Ctrl-C. Lo que hace queda escrito en var/log/",
        "Para usarlo de verdad, lee docs/operacion.md",
    )


def serve(number: int) -> int:
    """Run the Procfile until Ctrl-C or until one process ends; return the code for the shell."""
    manager = Manager(LogFiles())
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "PORT": str(number), "PYTHONUNBUFFERED": "1"}
    for name, order in parse_procfile((ROOT / "Procfile").read_text()).processes.items():
        manager.add_process(name, f"exec {order}", env=env, cwd=str(ROOT))
    threading.Thread(target=greet, args=[number], daemon=True).start()
    manager.loop()
    if manager.returncode in STOPPED_BY_HAND:
        say("", "Concejo está parado.")
        return 0
    say("Concejo se ha parado solo. Lo último que ha dicho:", last_lines("web"), last_lines("worker"))
    return manager.returncode or 1


def main() -> None:
    """Check the port first, since everything else takes longer."""
    LOGS.mkdir(parents=True, exist_ok=True)
    number = port()
    prepare()
    sys.exit(serve(number))


if __name__ == "__main__":
    main()
