"""What one may do with a quiz, and when. Each predicate is a sentence."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from courses.enums import ENDED, ENROLLED, EditionState, FeedbackWhen
from courses.rules.attendance import may_correct_attendance
from courses.rules.places import owns_place

if TYPE_CHECKING:
    from courses.models import Edition, Enrolment, QuizAttempt
    from people.models import User

# A slow line takes some seconds to bring what was sent in time.
GRACE: Final = timedelta(seconds=30)
TAUGHT: Final = (EditionState.OPEN, EditionState.CLOSED, EditionState.RUNNING)


def may_mark(person: "User", edition: "Edition") -> bool:
    """Whoever corrects the attendance of an edition reads its long answers: its trainer and the service."""
    return may_correct_attendance(person, edition)


def may_mark_attempt(person: "User", attempt: "QuizAttempt") -> bool:
    """Whoever marks in its edition, and never one's own."""
    return may_mark(person, attempt.enrolment.edition) and not owns_place(person, attempt.enrolment)


def takes_attempts(enrolment: "Enrolment") -> bool:
    """Attempts begin until the edition ends."""
    return enrolment.edition.state in TAUGHT


def is_given_up(enrolment: "Enrolment") -> bool:
    """Its place was given back: nothing more is begun, kept or handed in with it."""
    return enrolment.state not in ENROLLED


def is_late(attempt: "QuizAttempt", at: datetime) -> bool:
    """Its time is over, seconds of grace included."""
    return attempt.deadline_at is not None and at > attempt.deadline_at + GRACE


def has_ended(attempt: "QuizAttempt") -> bool:
    """Its edition has finished or was called off."""
    return attempt.enrolment.edition.state in ENDED


def is_over(attempt: "QuizAttempt", at: datetime) -> bool:
    """Nothing more is taken in it: what was kept is what counts."""
    return is_late(attempt, at) or has_ended(attempt)


def shows_feedback(*, when: str, passed: bool, attempts_left: int | None, has_open: bool) -> bool:
    """Whether a learner may read what was right: as the quiz says, and the last attempt begun is no end."""
    if when == FeedbackWhen.AT_THE_END:
        return passed or (attempts_left == 0 and not has_open)
    return when == FeedbackWhen.AT_ONCE
