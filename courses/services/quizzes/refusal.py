"""Why an act on a quiz was refused."""

from core.errors import Conflict


class QuizRefused(Conflict):
    """It cannot be done; nothing was written. Its text is what the person reads."""
