"""How everybody's line is, for who directs: the last figures of each, told now and then and kept nowhere.

Each process tells what its own pages measured; a page that directs puts together what comes from all of them.
"""

import time
from typing import Any, Final

EVERY: Final = 4.0
# A room in which nobody measured anything for so long is forgotten.
QUIET: Final = 60.0


class Board:
    """The last figures of each person of a room, since they were told last."""

    def __init__(self) -> None:
        self._rows: dict[int, dict[str, Any]] = {}
        self._told_at = float("-inf")
        self.noted_at = time.monotonic()

    def note(self, who: int, figures: dict[str, Any]) -> list[dict[str, Any]]:
        """Keep somebody's figures; return those of everybody when it is time to tell them, else nothing."""
        self.noted_at = now = time.monotonic()
        self._rows[who] = {"participant": who, **figures}
        if now - self._told_at < EVERY:
            return []
        rows, self._rows, self._told_at = list(self._rows.values()), {}, now
        return rows


class Boards:
    """Those of the rooms of this process."""

    def __init__(self) -> None:
        self._boards: dict[int, Board] = {}

    def of(self, room_id: int) -> Board:
        """Return a room's, forgetting the quiet ones when another begins."""
        if room_id not in self._boards:
            before = time.monotonic() - QUIET
            self._boards = {key: board for key, board in self._boards.items() if board.noted_at > before}
            self._boards[room_id] = Board()
        return self._boards[room_id]


boards: Final = Boards()
