"""The lessons of a course in order, with how far one person has come."""

from collections.abc import Iterable
from dataclasses import dataclass

from cms.models import BasePage
from courses.models import CoursePage, LessonProgress
from people.models import User

LESSON_DEPTH = 2


@dataclass(frozen=True, slots=True)
class Step:
    """One lesson as a step: `page` is light (no body)."""

    page: BasePage
    module: BasePage | None
    minutes: int
    is_done: bool
    is_begun: bool
    anchor: str


@dataclass(frozen=True, slots=True)
class Outline:
    """Every lesson of a course for one person."""

    steps: tuple[Step, ...]
    # The lesson to go on with: the last one touched if it is not done, else the first that is not.
    here: Step | None

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def is_begun(self) -> bool:
        return any(step.is_begun for step in self.steps)

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)

    def around(self, lesson_id: int) -> tuple[Step | None, Step | None]:
        """Return the lessons before and after one, across modules."""
        ids = [step.page.pk for step in self.steps]
        place = ids.index(lesson_id)
        before = self.steps[place - 1] if place else None
        after = self.steps[place + 1] if place + 1 < len(ids) else None
        return before, after


def outline_of(course: BasePage, person: User) -> Outline:
    """Read the lessons a person may see and her progress: two queries, however many lessons."""
    pages = list(
        BasePage.objects.visible_to(person)
        .filter(path__startswith=course.path, depth__gt=course.depth)
        .select_related("lessonpage")
        .defer("plain_text", "lessonpage__body")
        .order_by("path")
    )
    progress = _progress(pages, person) if person.is_authenticated else {}
    latest = max(progress.values(), key=lambda row: (row.seen_at, row.done_at is None), default=None)
    steps = tuple(_steps(pages, course, progress))
    return Outline(steps, _here(steps, latest))


def _progress(pages: list[BasePage], person: User) -> dict[int, LessonProgress]:
    return {row.lesson_id: row for row in LessonProgress.objects.of(person).filter(lesson__in=pages)}


def course_of(lesson: BasePage) -> CoursePage:
    """Return the course a lesson belongs to, two levels up."""
    return CoursePage.objects.get(path=lesson.path[: -LESSON_DEPTH * lesson.steplen])


def _steps(
    pages: Iterable[BasePage], course: BasePage, progress: dict[int, LessonProgress]
) -> Iterable[Step]:
    module = None
    for page in pages:
        if page.depth == course.depth + 1:
            module = page
            continue
        row = progress.get(page.pk)
        yield Step(
            page=page,
            module=module,
            minutes=page.lessonpage.minutes,
            is_done=bool(row and row.done_at),
            is_begun=row is not None,
            anchor=row.anchor if row else "",
        )


def _here(steps: tuple[Step, ...], latest: LessonProgress | None) -> Step | None:
    undone = [step for step in steps if not step.is_done]
    current = (step for step in undone if latest and step.page.pk == latest.lesson_id)
    return next(current, undone[0] if undone else None)
