"""Everything one person has to do with training, for her own page and for the home page."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core import clock
from core.tenancy import unscoped
from courses.enums import LIVE, EditionState, EnrolmentState
from courses.models import Edition, Enrolment, LessonPage, LessonProgress, LiveSession, PinnedLesson
from courses.services.editions.offered import Offered, offered_to
from people.models import User


@dataclass(frozen=True, slots=True)
class Taken:
    """One of her places, with how far she is in the lessons of its course."""

    place: Enrolment
    lessons: int
    done: int
    next_session: LiveSession | None

    @property
    def percent(self) -> int:
        return self.done * 100 // self.lessons if self.lessons else 0


@dataclass(frozen=True, slots=True)
class Training:
    """Her page."""

    current: tuple[Taken, ...]
    past: tuple[Taken, ...]
    given: tuple[Offered, ...]
    classes: tuple[LiveSession, ...]


def training_of(person: User) -> Training:
    """Return every place of a person and every edition she gives, in a constant number of queries."""
    at = clock.now()
    with unscoped("la persona mira su propia formación, de todos sus ayuntamientos"):
        places = list(
            Enrolment.objects.of(person)
            .select_related("edition__course", "entity")
            .order_by("-edition__starts_on", "-pk")
        )
    sessions = upcoming_of(person, at)
    taken = tuple(_taken(places, person, sessions))
    return Training(
        current=tuple(row for row in taken if _is_current(row.place)),
        past=tuple(row for row in taken if not _is_current(row.place)),
        given=offered_to(person, Edition.objects.announced().taught_by(person)),
        classes=tuple(sessions),
    )


def upcoming_of(person: User, at: datetime) -> list[LiveSession]:
    """Return the classes still to end that a person takes or gives, the next one first."""
    return list(LiveSession.objects.not_over_at(at).entered_by(person).in_detail())


def _is_current(place: Enrolment) -> bool:
    ended = place.edition.state in (EditionState.FINISHED, EditionState.CANCELLED)
    return place.state in LIVE and not ended


def _taken(places: list[Enrolment], person: User, sessions: Iterable[LiveSession]) -> Iterable[Taken]:
    lessons = _lessons_by_course([place.edition.course.path for place in places])
    done = set(
        LessonProgress.objects.of(person).filter(done_at__isnull=False).values_list("lesson_id", flat=True)
    )
    held = _held_by_edition(person)
    for place in places:
        ids = lessons.get(place.edition.course.path, [])
        if place.edition_id in held:
            ids = [pk for pk in ids if pk in held[place.edition_id]]
        confirmed = place.state == EnrolmentState.CONFIRMED
        upcoming = (session for session in sessions if session.edition_id == place.edition_id)
        yield Taken(place, len(ids), len(done.intersection(ids)), next(upcoming, None) if confirmed else None)


def _held_by_edition(person: User) -> dict[int, set[int]]:
    """Return the lessons that each of her editions under way holds: those added since do not count."""
    held: dict[int, set[int]] = defaultdict(set)
    for edition, lesson in PinnedLesson.objects.followed_by(person).values_list("edition", "lesson"):
        held[edition].add(lesson)
    return held


def _lessons_by_course(paths: list[str]) -> dict[str, list[int]]:
    """Return the live lessons of each course by its path; the path of a course begins that of its lessons."""
    found: dict[str, list[int]] = {path: [] for path in paths}
    if not paths:
        return found
    length = len(paths[0])
    for pk, path in LessonPage.objects.live().values_list("pk", "path"):
        if path[:length] in found:
            found[path[:length]].append(pk)
    return found
