"""The vocabulary of questions about training, one subject per file."""

from courses.querysets.attendance import AttendanceRecordQuerySet
from courses.querysets.courses import (
    CoursePageQuerySet,
)
from courses.querysets.lessons import (
    LessonPageQuerySet,
    LessonProgressQuerySet,
)
from courses.querysets.pins import (
    PinnedLessonQuerySet,
)
from courses.querysets.places import (
    EditionQuerySet,
    EnrolmentQuerySet,
)
from courses.querysets.sessions import (
    LiveSessionQuerySet,
)

__all__ = [
    "AttendanceRecordQuerySet",
    "CoursePageQuerySet",
    "EditionQuerySet",
    "EnrolmentQuerySet",
    "LessonPageQuerySet",
    "LessonProgressQuerySet",
    "LiveSessionQuerySet",
    "PinnedLessonQuerySet",
]
