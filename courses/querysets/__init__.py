"""The vocabulary of questions about training, one subject per file."""

from courses.querysets.lessons import (
    LessonPageQuerySet,
    LessonProgressQuerySet,
)
from courses.querysets.places import (
    EditionQuerySet,
    EnrolmentQuerySet,
)
from courses.querysets.sessions import (
    LiveSessionQuerySet,
)

__all__ = [
    "EditionQuerySet",
    "EnrolmentQuerySet",
    "LessonPageQuerySet",
    "LessonProgressQuerySet",
    "LiveSessionQuerySet",
]
