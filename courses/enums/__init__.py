"""Words of training."""

from courses.enums.attendance import Outcome
from courses.enums.blueprints import Blueprint
from courses.enums.places import (
    ANNOUNCED,
    ENDED,
    ENROLLED,
    KEPT,
    LIVE,
    SEATED,
    SURVEYED,
    TAKES_APPLICATIONS,
    Allocation,
    EditionState,
    EnrolmentState,
    Overlap,
    Refusal,
)
from courses.enums.questions import QuestionKind
from courses.enums.quizzes import AttemptEnd, FeedbackWhen

__all__ = [
    "ANNOUNCED",
    "ENDED",
    "ENROLLED",
    "KEPT",
    "LIVE",
    "SEATED",
    "SURVEYED",
    "TAKES_APPLICATIONS",
    "Allocation",
    "AttemptEnd",
    "Blueprint",
    "EditionState",
    "EnrolmentState",
    "FeedbackWhen",
    "Outcome",
    "Overlap",
    "QuestionKind",
    "Refusal",
]
