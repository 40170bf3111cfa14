"""Words of training."""

from courses.enums.places import (
    ANNOUNCED,
    ENROLLED,
    KEPT,
    LIVE,
    SEATED,
    TAKES_APPLICATIONS,
    EditionState,
    EnrolmentState,
    Refusal,
)
from courses.enums.questions import QuestionKind

__all__ = [
    "ANNOUNCED",
    "ENROLLED",
    "KEPT",
    "LIVE",
    "SEATED",
    "TAKES_APPLICATIONS",
    "EditionState",
    "EnrolmentState",
    "QuestionKind",
    "Refusal",
]
