"""What a lesson shows besides its text, brought only when one of its blocks asks for it.

Another kind of block adds one small function and one line of `PARTS`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from courses.models import CoursePage, LessonPage
from courses.services.editions.classes import classes_of
from courses.views.packages.launching import cards_of
from courses.views.quizzes.cards import quiz_cards


@dataclass(frozen=True, slots=True)
class Reading:
    """A lesson in the version this person reads."""

    page: LessonPage
    course: CoursePage
    request: HttpRequest


def live_classes(reading: Reading) -> Any:
    """Return the classes of whoever reads, by their number."""
    return classes_of(reading.course, reading.request.user)


def package_cards(reading: Reading) -> Any:
    """Return the card of each package, with how far whoever reads is in it."""
    return cards_of(reading.page, reading.course, reading.request)


def quizzes(reading: Reading) -> Any:
    """Return how whoever reads stands in the quizzes of the lesson, by their key."""
    return quiz_cards(reading.page, reading.course, reading.request)


# Kind of block: the name its template reads, and who brings it.
PARTS: dict[str, tuple[str, Callable[[Reading], Any]]] = {
    "live_session": ("live_classes", live_classes),
    "quiz": ("quiz_cards", quizzes),
    "package": ("package_cards", package_cards),
}


def parts_of(reading: Reading) -> dict[str, Any]:
    """Return what the blocks of this lesson need; a lesson of plain text asks the database nothing."""
    kinds = {block.block_type for block in reading.page.body}
    return {name: bring(reading) for kind, (name, bring) in PARTS.items() if kind in kinds}
