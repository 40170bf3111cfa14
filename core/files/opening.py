"""Who may open a stored file: whoever an app that refers to it lets in; without any, nobody."""

from collections.abc import Callable
from typing import Any

from core.models import StoredFile

Opener = Callable[[Any, StoredFile], bool]


class Openers:
    """The predicates of the apps that refer to files."""

    def __init__(self) -> None:
        self._openers: list[Opener] = []

    def register(self, opener: Opener) -> None:
        """Add `may_open(user, stored)`; called from AppConfig.ready()."""
        if opener not in self._openers:
            self._openers.append(opener)

    def unregister(self, opener: Opener) -> None:
        """Take one out."""
        self._openers.remove(opener)

    def any_lets(self, user: Any, stored: StoredFile) -> bool:
        """Say whether some app lets this person open this file."""
        return any(opener(user, stored) for opener in self._openers)


openers = Openers()


def may_open(user: Any, stored: StoredFile) -> bool:
    """Say whether this person may open this file."""
    return openers.any_lets(user, stored)
