"""What comes out of a file of questions: the good ones, and why the others could not be kept."""

from dataclasses import dataclass, field
from typing import Any, Final

DESCRIPTION: Final = "description"
LONGEST_TITLE: Final = 255
LONGEST_BANK: Final = 200


class Wrong(Exception):
    """One question cannot be kept; the message says why, in Spanish."""


class Unreadable(Exception):
    """The whole file cannot be read; the message says why, in Spanish."""


@dataclass(slots=True)
class Item:
    """One question as the file has it. A description is told of, and never becomes a question."""

    kind: str
    title: str
    line: int
    text: str
    data: dict[str, Any]
    feedback: str = ""
    bank: str = ""
    points: int = 1
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Fault:
    """What could not be kept: the line where it begins, and why."""

    line: int
    reason: str


@dataclass(slots=True)
class Reading:
    """A whole file, read."""

    format: str
    encoding: str = ""
    items: list[Item] = field(default_factory=list)
    errors: list[Fault] = field(default_factory=list)

    @property
    def questions(self) -> list[Item]:
        """The items that can be asked."""
        return [item for item in self.items if item.kind != DESCRIPTION]
