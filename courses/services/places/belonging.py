"""With which place a person takes part in an edition or reads a lesson."""

from core.tenancy import unscoped
from courses.enums import ENROLLED, EditionState
from courses.models import CoursePage, Edition, Enrolment
from people.models import User


def place_in_edition(person: User, edition: Edition) -> Enrolment | None:
    """Return the place with which this person belongs in an edition, or None. One query."""
    return _latest(person, edition=edition)


def place_in_course(person: User, course_path: str) -> Enrolment | None:
    """Return her place in the newest edition of a course that was not cancelled, or None. One query."""
    return _latest(person, edition__course__path=course_path)


def belongs_in_course(person: User, course: CoursePage) -> bool:
    """Say whether this person takes or gives an edition of a course. Two queries at most."""
    return (
        place_in_course(person, course.path) is not None
        or Edition.objects.announced().taught_by(person).filter(course=course).exists()
    )


def _latest(person: User, **where: object) -> Enrolment | None:
    with unscoped("la persona usa su propia plaza, sea del ayuntamiento que sea"):
        own = Enrolment.objects.of(person).filter(state__in=ENROLLED, **where)
        standing = own.exclude(edition__state=EditionState.CANCELLED)
        found: Enrolment | None = (
            standing.select_related("edition__course", "entity")
            .order_by("-edition__starts_on", "-pk")
            .first()
        )
    return found
