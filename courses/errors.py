"""What a verb of training refuses to do."""

from core.errors import Conflict
from courses.enums import Refusal


class PlaceRefused(Conflict):
    """An act on a place that could not be done; nothing was written. Its text is what the person reads."""

    def __init__(self, refusal: Refusal, said: str = "") -> None:
        super().__init__(said or str(refusal.label))
        self.refusal = refusal


class Gone(Conflict):
    """What was to be changed is there no more: somebody took it out meanwhile. Nothing was written."""


class ForbiddenMove(RuntimeError):
    """A change of state that the table does not have: a fault of ours, never of the person."""
