"""The vocabulary of questions about training, one subject per file."""

from courses.querysets.assignments import AssignmentQuerySet, SubmissionQuerySet
from courses.querysets.attendance import AttendanceRecordQuerySet
from courses.querysets.courses import (
    CoursePageQuerySet,
)
from courses.querysets.forum import ForumPostQuerySet, ForumThreadQuerySet
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
from courses.querysets.quizzes import QuestionQuerySet, QuizAttemptQuerySet
from courses.querysets.sessions import (
    LiveSessionQuerySet,
)

__all__ = [
    "AssignmentQuerySet",
    "AttendanceRecordQuerySet",
    "CoursePageQuerySet",
    "EditionQuerySet",
    "EnrolmentQuerySet",
    "ForumPostQuerySet",
    "ForumThreadQuerySet",
    "LessonPageQuerySet",
    "LessonProgressQuerySet",
    "LiveSessionQuerySet",
    "PinnedLessonQuerySet",
    "QuestionQuerySet",
    "QuizAttemptQuerySet",
    "SubmissionQuerySet",
]
