"""What the panels count from: places of a year and how far each person read, asked for once.

Everything is read in a fixed number of questions and put together here: a province has some thousands of
places a year, and the panels cross them in ways that would be one question for each figure.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Max
from django.db.models.functions import Left, Length
from django.utils import timezone

from core import clock
from core.tenancy import unscoped
from courses.enums import EditionState, EnrolmentState
from courses.models import Enrolment, LessonPage, LessonProgress
from courses.querysets.lessons import COURSE_STEPS

YEAR = timedelta(days=365)
COLUMNS = (
    *("pk", "state", "person_id", "entity_id", "entity__name", "entity__comarca", "entity__phone"),
    *("person__first_name", "person__last_name", "person__phone", "person__email", "person__is_active"),
    *("edition_id", "edition__code", "edition__title", "edition__state", "edition__ends_on"),
    *("edition__course_id", "edition__course__path", "edition__course__title"),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """How far one person read one course."""

    opened: int = 0
    done: int = 0
    last_done: datetime | None = None


NOTHING_READ = Reading()


@dataclass(frozen=True, slots=True)
class Facts:
    """A year of places, with what their people read."""

    since: datetime
    until: datetime
    places: tuple[Any, ...]
    # Published lessons of each course, by the path of the course.
    lessons: Counter[str]
    readings: dict[tuple[int, str], Reading]

    def reading(self, place: Any) -> Reading:
        """Return how far the person of a place read its course."""
        return self.readings.get((place.person_id, place.edition__course__path), NOTHING_READ)

    def has_finished(self, place: Any) -> bool:
        """Say whether she has done every lesson of the course, and the last one within the year."""
        reading, whole = self.reading(place), self.lessons[place.edition__course__path]
        last = reading.last_done
        return whole > 0 and reading.done >= whole and last is not None and last >= self.since

    def is_trained(self, place: Any) -> bool:
        """Say whether this place made its person *formada*.

        She came, by the roll that was closed; or, while it is not closed, she has a place and has done every
        lesson. Who did not come is not, however much she read.
        """
        if place.state == EnrolmentState.ATTENDED:
            return True
        return bool(place.state == EnrolmentState.CONFIRMED and self.has_finished(place))


def gather(*, course_path: str = "") -> Facts:
    """Return the places of the editions that end within the last year or later, of one course or of all."""
    until = clock.now()
    since = until - YEAR
    return Facts(
        since, until, _places(day_of(since), course_path), _lessons(course_path), _readings(course_path)
    )


def day_of(moment: datetime) -> date:
    """Return the day a moment is in, in the province."""
    return timezone.localtime(moment).date()


def _places(since: date, course_path: str) -> tuple[Any, ...]:
    with unscoped("el panel del servicio cuenta a todos los ayuntamientos"):
        found = Enrolment.objects.filter(
            edition__ends_on__gte=since, edition__course__path__startswith=course_path
        ).exclude(edition__state=EditionState.CANCELLED)
        return tuple(found.order_by("applied_at", "pk").values_list(*COLUMNS, named=True))


def _lessons(course_path: str) -> Counter[str]:
    paths: Iterable[str] = (
        LessonPage.objects.live().filter(path__startswith=course_path).values_list("path", flat=True)
    )
    return Counter(path[:-COURSE_STEPS] for path in paths)


def _readings(course_path: str) -> dict[tuple[int, str], Reading]:
    above = Left("lesson__path", Length("lesson__path") - COURSE_STEPS)
    rows = (
        LessonProgress.objects.filter(lesson__live=True, lesson__path__startswith=course_path)
        .values("person_id", course=above)
        .annotate(opened=Count("pk"), done=Count("done_at"), last=Max("done_at"))
        .order_by()
    )
    return {
        (row["person_id"], row["course"]): Reading(row["opened"], row["done"], row["last"]) for row in rows
    }
