"""How far people are in the packages of a course: one for the learner, all of them for whoever gives it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.tenancy import unscoped
from courses.enums.packages import Completion, Success
from courses.models import CoursePage, Edition, Enrolment, LessonPage, Package, PackageAttempt, Part
from courses.services.packages.uses import packages_in


@dataclass(frozen=True, slots=True)
class PartState:
    """One part, and what its browser says; None where it was never opened."""

    part: Part
    attempt: PackageAttempt | None


@dataclass(frozen=True, slots=True)
class State:
    """A package for one person."""

    package: Package
    parts: tuple[PartState, ...]

    @property
    def begun(self) -> bool:
        return any(each.attempt and each.attempt.completion != Completion.NOT_BEGUN for each in self.parts)

    @property
    def done(self) -> int:
        """How many of its parts are done."""
        return sum(_is(each, Completion.COMPLETED) for each in self.parts)

    @property
    def is_done(self) -> bool:
        return bool(self.parts) and self.done == len(self.parts)

    @property
    def success(self) -> Success:
        """Failed if a part was failed; passed if some part was and none was failed."""
        said = {each.attempt.success for each in self.parts if each.attempt}
        order = (Success.FAILED, Success.PASSED)
        return next((result for result in order if result in said), Success.UNKNOWN)

    @property
    def scored(self) -> PackageAttempt | None:
        """The attempt whose score speaks for the package: the only one that has a score."""
        scores = [each.attempt for each in self.parts if each.attempt and _has_score(each.attempt)]
        return scores[0] if len(scores) == 1 else None

    @property
    def seconds(self) -> int:
        return sum(each.attempt.total_time for each in self.parts if each.attempt)


@dataclass(frozen=True, slots=True)
class Row:
    """A learner, with each package of the course."""

    place: Enrolment
    states: tuple[State, ...]


def states_for(place: Enrolment | None, packages: Iterable[Package]) -> dict[int, State]:
    """Return a person's state in each of these packages. One query, none without a place."""
    chosen = list(packages)
    attempts = _attempts([place], chosen) if place else {}
    return {package.pk: _state(package, place, attempts) for package in chosen}


def packages_of(lessons: Sequence[LessonPage]) -> list[Package]:
    """Return the packages that these lessons offer, in their order. One query, none when there are none."""
    keys = [key for lesson in lessons for key in packages_in(lesson)]
    found = Package.objects.in_bulk(keys) if keys else {}
    return [found[key] for key in dict.fromkeys(keys) if key in found]


def report_of(edition: Edition) -> tuple[list[Package], list[Row]]:
    """Return the packages of an edition's course and what each of its people did. Constant queries."""
    lessons = LessonPage.objects.live().of_course(edition.course.path)
    with unscoped("quien da la edición mira los paquetes de su gente"):
        places = list(Enrolment.objects.filter(edition=edition).enrolled().for_roll())
        used = Package.objects.filter(attempts__enrolment__edition=edition).distinct()
        # What somebody did stays, also when the lesson no longer offers it.
        packages = list(dict.fromkeys([*packages_of(list(lessons)), *used]))
    attempts = _attempts(places, packages)
    return packages, [
        Row(place, tuple(_state(package, place, attempts) for package in packages)) for place in places
    ]


def course_has_packages(course: CoursePage) -> bool:
    """Say whether some lesson of a course offers one. One query."""
    return any(packages_in(lesson) for lesson in LessonPage.objects.live().of_course(course.path))


_Key = tuple[int, int, str]


def _attempts(places: list[Enrolment], packages: list[Package]) -> dict[_Key, PackageAttempt]:
    if not places or not packages:
        return {}
    with unscoped("los paquetes de las plazas que ya se pueden ver"):
        rows = PackageAttempt.objects.filter(enrolment__in=places, package__in=packages).defer("cmi")
        return {(row.enrolment_id, row.package_id, row.sco): row for row in rows}


def _state(package: Package, place: Enrolment | None, attempts: dict[_Key, PackageAttempt]) -> State:
    parts = (
        PartState(part, attempts.get((place.pk, package.pk, part.sco)) if place else None)
        for part in package.parts
    )
    return State(package, tuple(parts))


def _is(each: PartState, completion: Completion) -> bool:
    return each.attempt is not None and each.attempt.completion == completion


def _has_score(attempt: PackageAttempt) -> bool:
    return attempt.score_raw is not None or attempt.score_scaled is not None
