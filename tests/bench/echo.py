"""The round trips of one socket, one after another: `python -m tests.bench.echo PORT`.

Until a line is written to it; then writes their milliseconds as one line of JSON.
"""

import json
import select
import sys
import time
from types import SimpleNamespace

from tests.bench.sockets import connect, say

EVERY = 0.01


def main(port: int) -> None:
    """Ask, wait for the answer, rest a moment, ask again."""
    line, times = connect(SimpleNamespace(port=port), "echo"), []
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while not select.select([sys.stdin], [], [], EVERY)[0]:
        began = time.perf_counter()
        say(line, "eco")
        line.recv(64)
        times.append((time.perf_counter() - began) * 1000)
    sys.stdout.write(json.dumps(times) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
