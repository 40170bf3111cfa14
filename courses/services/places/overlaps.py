"""Two classes of one person at the same hour."""

from django.db.models import Exists, OuterRef

from core import clock
from courses.enums import ANNOUNCED, ENROLLED
from courses.models import Edition, LiveSession
from courses.words import moment
from people.models import User


def clash(person: User, edition: Edition) -> str:
    """Say with which class of another edition the classes of this one coincide, or nothing.

    Half-open: a class that ends at 11:00 leaves room for one that starts at 11:00.
    """
    ours = LiveSession.objects.filter(
        edition=edition, starts_at__lt=OuterRef("ends_at"), ends_at__gt=OuterRef("starts_at")
    )
    # The join is on her own places alone, so it needs no scope.
    hers = LiveSession.objects.filter(
        Exists(ours),
        edition__enrolments__person=person,
        edition__enrolments__state__in=ENROLLED,
        edition__state__in=ANNOUNCED,
    )
    found = hers.exclude(edition=edition).select_related("edition__course").order_by("starts_at").first()
    if found is None:
        return ""
    when = moment(found.starts_at, clock.now())
    return f"Coincide con tu clase «{found.title}», de «{found.edition.course.title}», {when}."
