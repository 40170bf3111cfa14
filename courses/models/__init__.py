"""Training: pages of the catalogue, editions, places, classes, progress."""

from courses.models.edition import Edition
from courses.models.enrolment import Enrolment, EnrolmentEvent
from courses.models.pages import CoursePage, LessonPage, ModulePage, ProgrammePage
from courses.models.progress import LessonProgress
from courses.models.question import Question
from courses.models.session import LiveSession

__all__ = [
    "CoursePage",
    "Edition",
    "Enrolment",
    "EnrolmentEvent",
    "LessonPage",
    "LessonProgress",
    "LiveSession",
    "ModulePage",
    "ProgrammePage",
    "Question",
]
