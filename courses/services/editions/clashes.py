"""Whom a new hour would set in two classes at once."""

from datetime import datetime

from core import clock
from courses.enums import ANNOUNCED, EditionState
from courses.models import Edition, LiveSession
from courses.services.editions.members import people_of
from courses.words import moment

ALIVE = (EditionState.PLANNED, *ANNOUNCED)


def who_clashes(
    *, edition: Edition, starts_at: datetime, ends_at: datetime, besides: LiveSession | None = None
) -> list[str]:
    """Say who of an edition has another class at that hour, a sentence for each; half-open intervals.

    Learners with a place and trainers alike; another class of the same edition is named too. Three
    questions, however many classes there are at that hour.
    """
    at_once = LiveSession.objects.filter(
        starts_at__lt=ends_at, ends_at__gt=starts_at, edition__state__in=ALIVE
    ).exclude(pk=besides.pk if besides else None)
    others = list(at_once.in_detail().order_by("starts_at", "pk"))
    people = people_of({edition.pk, *(other.edition_id for other in others)})
    ours = {person.pk for person in people[edition.pk]}
    said: list[str] = []
    for other in others:
        when = moment(other.starts_at, clock.now())
        if other.edition_id == edition.pk:
            said.append(f"Esta misma edición tiene «{other.title}», {when}.")
            continue
        course = other.edition.course.title
        both = sorted(each.get_full_name() for each in people[other.edition_id] if each.pk in ours)
        said += [f"{name} tiene «{other.title}», de «{course}», {when}." for name in both]
    return said
