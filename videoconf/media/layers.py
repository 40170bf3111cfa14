"""Which of the three layers of each picture somebody receives: by how tall she sees it and by her line.

The media server does not measure a viewer's line, so her page says every two seconds what it lost. What does
not fit goes in this order: sharpness, then the small pictures, then every picture. Never the voices.
"""

from typing import Any, Final

from videoconf.media.backend import Line

# Up to this height, the layer: a quarter, a half, and the whole of the camera's.
SMALL: Final = 180
MEDIUM: Final = 360
# How much a line carries, from everything to voices alone.
WHOLE, HALF, QUARTER, ONE, VOICES = 4, 3, 2, 1, 0
BAD_LOSS: Final = 40
VERY_BAD_LOSS: Final = 120
FINE_LOSS: Final = 10
SLOW: Final = 800
# Rounds of two seconds that must go well before asking for more; each failure doubles them.
PATIENCE: Final = 3
LONGEST: Final = 24


class Chooser:
    """Decides for one viewer; says only what changed."""

    def __init__(self) -> None:
        self._heights: dict[int, int] = {}
        self._level = WHOLE
        self._good = 0
        self._patience = PATIENCE
        self._said: dict[str, tuple[int, int, bool]] = {}

    @property
    def level(self) -> int:
        """How much her line carries."""
        return self._level

    def show(self, who: int, height: int) -> None:
        """Note how tall she sees somebody."""
        self._heights[who] = height

    def measure(self, line: Line) -> bool:
        """Note how her line is; return whether that changes what it carries."""
        before = self._level
        if line.lost_permille >= BAD_LOSS or line.rtt_ms >= SLOW:
            self._fall(2 if line.lost_permille >= VERY_BAD_LOSS else 1)
        elif line.lost_permille <= FINE_LOSS:
            self._rise()
        else:
            self._good = 0
        return self._level != before

    def _fall(self, steps: int) -> None:
        if self._level < WHOLE:
            self._patience = min(self._patience * 2, LONGEST)
        self._good, self._level = 0, max(VOICES, self._level - steps)

    def _rise(self) -> None:
        self._good += 1
        if self._good >= self._patience and self._level < WHOLE:
            self._good, self._level = 0, self._level + 1

    def changes(self, pictures: dict[str, int]) -> list[dict[str, Any]]:
        """Return what to ask of the media server, given whose picture each part carries."""
        biggest = max(pictures.values(), key=lambda who: self._heights.get(who, SMALL), default=None)
        chosen = {mid: self._layer(who, who == biggest) for mid, who in pictures.items()}
        news = {mid: layer for mid, layer in chosen.items() if self._said.get(mid) != layer}
        self._said = chosen
        return [
            {"mid": mid, "send": send, **({"substream": size, "temporal": rate} if send else {})}
            for mid, (size, rate, send) in news.items()
        ]

    def _layer(self, who: int, biggest: bool) -> tuple[int, int, bool]:
        height = self._heights.get(who, SMALL)
        if height <= 0 or self._level == VOICES or (self._level == ONE and not biggest):
            return 0, 0, False
        size = 0 if height <= SMALL else 1 if height <= MEDIUM else 2
        return min(size, max(0, self._level - QUARTER)), 2 if self._level > QUARTER else 1, True
