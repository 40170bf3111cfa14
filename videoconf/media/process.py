"""What the system says of a running program. Only where there is `/proc`."""

import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

# Long enough for the count of the processor to move.
LOOK: Final = 0.3


@dataclass(frozen=True, slots=True)
class Process:
    """A program: since when, how much of one processor it takes now, and how much memory."""

    pid: int
    since: datetime
    cpu_percent: int
    memory_mb: int


def process_now(pid: int) -> Process | None:
    """Look at a program twice, a moment apart; None if it cannot be looked at from here."""
    try:
        before, began = _ticks(pid), time.monotonic()
        time.sleep(LOOK)
        used = (_ticks(pid)[0] - before[0]) / _hertz() / (time.monotonic() - began)
        since = datetime.fromtimestamp(_booted() + before[1] / _hertz(), UTC)
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, ValueError, IndexError):
        return None
    return Process(pid, since, round(used * 100), pages * os.sysconf("SC_PAGE_SIZE") // 2**20)


def _ticks(pid: int) -> tuple[int, int]:
    """Return what it has used of the processor, and when it began, both in ticks."""
    # The name, between brackets, may hold spaces.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12]), int(fields[19])


def _hertz() -> int:
    return os.sysconf("SC_CLK_TCK")


def _booted() -> int:
    lines = Path("/proc/stat").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("btime"))
