"""How long the room waits for what."""

from datetime import timedelta
from typing import Final

# A lost line keeps seat and role this long.
GRACE: Final = timedelta(seconds=60)
# A span whose process stopped moving it this long ago was left open by a crash.
STALE: Final = timedelta(seconds=15)
# Past this without a sign of life, the line that another one replaces had been lost before.
FRESH: Final = timedelta(seconds=4.5)
# An end of an interval that was guessed is corrected when it is wrong by more than this.
GUESSED: Final = timedelta(seconds=1)
# An empty room is ended this long after its hour.
OVERDUE: Final = timedelta(hours=1)
