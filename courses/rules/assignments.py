"""Who sets work, reads it and marks it; when it is taken. Each predicate is a sentence."""

from datetime import datetime
from typing import TYPE_CHECKING

from courses.enums.assignments import HandInRefusal, LatePolicy
from courses.rules.attendance import CORRECTORS
from courses.rules.places import teaches
from people.rules import has_role

if TYPE_CHECKING:
    from courses.models import Assignment, Edition
    from people.models import User


def reads_every_work(person: "User") -> bool:
    """The staff of the service that gives the courses; whoever keeps the machine does not."""
    return has_role(person, *CORRECTORS)


def leads_class(person: "User", edition: "Edition") -> bool:
    """The trainer of the edition, and the staff of the service: they set work and mark it, and keep order."""
    return reads_every_work(person) or teaches(person, edition)


def is_late(assignment: "Assignment", at: datetime) -> bool:
    """After its date; the very instant of the date is late."""
    return at >= assignment.due_at


def why_not_hand_in(assignment: "Assignment", at: datetime) -> HandInRefusal | None:
    """Return why no work is taken now, or None when it is."""
    if assignment.closed_at:
        return HandInRefusal.CLOSED
    if at < assignment.opens_at:
        return HandInRefusal.NOT_OPEN
    refused = is_late(assignment, at) and assignment.late == LatePolicy.REFUSED
    return HandInRefusal.TOO_LATE if refused else None
