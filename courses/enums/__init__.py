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

__all__ = [
    "ANNOUNCED",
    "ENROLLED",
    "KEPT",
    "LIVE",
    "SEATED",
    "TAKES_APPLICATIONS",
    "EditionState",
    "EnrolmentState",
    "Refusal",
]
