"""Why a verb of people refuses. The message is for the screen."""

from core.errors import Refused


class PeopleError(Refused):
    """An act on people that cannot be done; `str()` is a sentence for the person who asked."""


class NotServed(PeopleError):
    """The person has no post in that entity."""


class NotAllowed(PeopleError):
    """The actor does not stand high enough for this."""
