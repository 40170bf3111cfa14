"""Words of training."""

from courses.enums.attendance import Outcome
from courses.enums.blueprints import Blueprint
from courses.enums.places import (
    ANNOUNCED,
    ENROLLED,
    KEPT,
    LIVE,
    SEATED,
    TAKES_APPLICATIONS,
    Allocation,
    EditionState,
    EnrolmentState,
    Overlap,
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
    "Allocation",
    "Blueprint",
    "EditionState",
    "EnrolmentState",
    "Outcome",
    "Overlap",
    "QuestionKind",
    "Refusal",
]
