"""Refusals that a person reads. Lowest module of `core`: everything may raise them."""


class Refused(Exception):
    """An act was refused for a reason that can be told; `str()` is that reason, in Spanish."""

    def __init__(self, reason_es: str) -> None:
        super().__init__(reason_es)
        self.reason = reason_es


class Conflict(Refused):
    """The act does not fit what is true now; the middleware answers it with page 409 and nothing is saved."""
