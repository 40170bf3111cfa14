"""The lessons of a course in order, as one person follows them, with how far she has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.contrib.auth.models import AnonymousUser

from cms.models import BasePage
from courses.models import CoursePage, LessonPage, LessonProgress
from people.models import User

LESSON_DEPTH = 2


@dataclass(frozen=True, slots=True)
class Step:
    """One lesson as a step: `page` is light (no body)."""

    page: LessonPage
    is_done: bool
    is_begun: bool
    anchor: str
    # Which version of it this person reads; None for one that Wagtail never published.
    revision: int | None = None


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
        return sum(step.page.minutes for step in self.steps)

    def including(self, lesson: LessonPage) -> "Outline":
        """Return it with a lesson not published yet, where it will be: an editor looks at her draft."""
        if any(step.page.pk == lesson.pk for step in self.steps):
            return self
        steps = [*self.steps, Step(page=lesson, is_done=False, is_begun=False, anchor="")]
        return Outline(tuple(sorted(steps, key=lambda step: step.page.path)), self.here)

    def under(self, path: str) -> "Outline":
        """Return it cut at a module."""
        steps = tuple(step for step in self.steps if step.page.path.startswith(path))
        undone = (step for step in steps if not step.is_done)
        return Outline(steps, self.here if self.here in steps else next(undone, None))

    def around(self, lesson_id: int) -> tuple[Step | None, Step | None]:
        """Return the lessons before and after one, across modules."""
        ids = [step.page.pk for step in self.steps]
        place = ids.index(lesson_id)
        before = self.steps[place - 1] if place else None
        after = self.steps[place + 1] if place + 1 < len(ids) else None
        return before, after


def version_of(course: CoursePage, outline: Outline) -> str:
    """Return a mark that changes when the course or one of these lessons is another version."""
    lessons = [(step.page.pk, step.revision) for step in outline.steps]
    told = (course.pk, course.live_revision_id, course.last_published_at, course.title, lessons)
    return sha256(repr(told).encode()).hexdigest()


def outline_of(course_path: str, person: User | AnonymousUser) -> Outline:
    """Read the lessons a person may see, as her edition holds them, with her progress.

    One query, however many lessons. A lesson added to an edition under way is not in it until somebody lets
    that edition follow it (`follow_new_version`).
    """
    lessons = LessonPage.objects.visible_to(person).of_course(course_path).with_progress_of(person).light()
    if person.is_authenticated:
        lessons = lessons.as_followed_by(person, course_path)
    return _outline(list(lessons))


def outline_of_drafts(course_path: str, reader: User | AnonymousUser) -> Outline:
    """Read the lessons as they are being written, published or not, for an editor's preview. One query."""
    lessons = LessonPage.objects.of_course(course_path).drafted_for(reader).light()
    return _outline(list(lessons))


def _outline(lessons: list[LessonPage]) -> Outline:
    steps = tuple(_steps(map(_as_held, lessons)))
    latest = max(
        (lesson for lesson in lessons if _progress(lesson)),
        key=lambda lesson: (lesson.mine.seen_at, lesson.mine.done_at is None),
        default=None,
    )
    return Outline(steps, _here(steps, latest))


def course_path_of(lesson: BasePage) -> str:
    """Return the path of the course a lesson belongs to, two levels up."""
    path: str = lesson.path
    return path[: -LESSON_DEPTH * lesson.steplen]


def course_of(lesson: BasePage) -> CoursePage:
    """Return the course a lesson belongs to."""
    course: CoursePage = CoursePage.objects.get(path=course_path_of(lesson))
    return course


def _progress(lesson: LessonPage) -> LessonProgress | None:
    # Nothing joined leaves nothing set.
    return getattr(lesson, "mine", None)


def _as_held(lesson: LessonPage) -> LessonPage:
    """Say of a lesson what its version says: only what is read in a list of lessons."""
    title, minutes = getattr(lesson, "held_title", None), getattr(lesson, "held_minutes", None)
    if title:
        lesson.title = title
    if minutes is not None:
        lesson.minutes = int(minutes)
    return lesson


def _steps(lessons: Iterable[LessonPage]) -> Iterable[Step]:
    for lesson in lessons:
        row = _progress(lesson)
        yield Step(
            page=lesson,
            is_done=bool(row and row.done_at),
            is_begun=row is not None,
            anchor=row.anchor if row else "",
            revision=getattr(lesson, "held_revision", None) or lesson.live_revision_id,
        )


def _here(steps: tuple[Step, ...], latest: LessonPage | None) -> Step | None:
    undone = [step for step in steps if not step.is_done]
    current = (step for step in undone if latest and step.page.pk == latest.pk)
    return next(current, undone[0] if undone else None)
