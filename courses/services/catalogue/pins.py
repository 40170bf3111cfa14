"""An edition under way teaches the version of each lesson it began with, until somebody moves it."""

from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import F, QuerySet
from wagtail.models import Page, Revision

from core import audit, clock
from courses.enums import EditionState
from courses.models import Edition, LessonPage, PinnedLesson
from courses.querysets import PinnedLessonQuerySet
from courses.services.learning.outline import Step
from people.models import User

# What a lesson teaches besides the fields of its own: these are of every page.
TAUGHT = ("title", "summary")


@dataclass(frozen=True, slots=True)
class Followed:
    """How many people read which version."""

    people: int
    since: datetime


def pin_lessons(*, edition: Edition) -> int:
    """Hold on to what is published of each lesson of the course; return how many were pinned now.

    Effects: one `PinnedLesson` for each live lesson that had none. Twice does no more than once.
    """
    lessons = LessonPage.objects.live().of_course(edition.course.path).exclude(pins__edition=edition)
    pins = [
        PinnedLesson(
            edition=edition, lesson=lesson, revision=_published_version(lesson), pinned_at=clock.now()
        )
        for lesson in lessons.select_related("live_revision")
    ]
    PinnedLesson.objects.bulk_create(pins)
    return len(pins)


def pin_those_born_running() -> int:
    """Pin the lessons of the editions under way that hold none; return how many editions.

    The verb that starts one pins by itself; an import or a seed does not go through it. A course with lessons
    still in draft waits: to hold a part of it would hide the rest. Effects: those of `pin_lessons`.
    """
    born = Edition.objects.filter(state=EditionState.RUNNING, pins=None).select_related("course")
    whole = [edition for edition in born if _is_all_published(edition)]
    return sum(pin_lessons(edition=edition) > 0 for edition in whole)


def _is_all_published(edition: Edition) -> bool:
    return not LessonPage.objects.of_course(edition.course.path).filter(live=False).exists()


def follow_new_version(*, edition: Edition, lesson: LessonPage, actor: User) -> PinnedLesson:
    """Let the people of an edition read what is published now, on purpose; also a lesson added since.

    Pre-conditions: the lesson is live and of the edition's course. Effects: the pin, one audit row.
    """
    with transaction.atomic():
        now_published = _published_version(lesson)
        pin, _ = PinnedLesson.objects.update_or_create(
            edition=edition,
            lesson=lesson,
            defaults={"revision": now_published, "pinned_at": clock.now()},
        )
        audit.record(
            action="courses.lesson.followed",
            actor_id=actor.pk,
            entity_id=None,
            target=f"edition:{edition.pk}",
            detail={"lesson": lesson.pk, "revision": now_published.pk},
        )
    return pin


def version_for(lesson: LessonPage, person: User | AnonymousUser) -> LessonPage:
    """Return the lesson as this person reads it: as her edition holds it, or as it is published."""
    if not person.is_authenticated:
        return lesson
    own = PinnedLesson.objects.followed_by(person).filter(lesson=lesson)
    pin = own.select_related("revision").first()
    if pin is None:
        return lesson
    return _as_it_was(lesson, pin.revision.content)


def as_followed(steps: Iterable[Step]) -> list[LessonPage]:
    """Return the lessons of an outline whole, each in the version that the outline says. Two queries."""
    steps = list(steps)
    held = {step.page.pk: getattr(step.page, "held_revision", None) for step in steps}
    pages = LessonPage.objects.in_bulk(list(held))
    revisions = Revision.objects.in_bulk([number for number in held.values() if number])
    return [
        _as_it_was(pages[pk], revisions[number].content) if number else pages[pk]
        for pk, number in held.items()
    ]


def _as_it_was(lesson: LessonPage, content: dict[str, Any]) -> LessonPage:
    """Return the lesson with what that version taught; who may read it, and where it hangs, are of today.

    `revision.as_object()` would ask the database four times more for parts that no reader sees.
    """
    held = copy(lesson)
    own = (field.name for field in lesson._meta.local_concrete_fields if not field.primary_key)
    for name in (*TAUGHT, *own):
        if name in content:
            setattr(held, name, lesson._meta.get_field(name).to_python(content[name]))
    return held


def followers_of(lesson: LessonPage) -> list[Followed]:
    """Count the people who read each version that an edition under way holds, the oldest first."""
    people: dict[datetime, int] = defaultdict(int)
    for pin in editions_following(lesson):
        people[pin.since] += pin.people
    return [Followed(people[since], since) for since in sorted(people)]


def editions_following(lesson: LessonPage) -> PinnedLessonQuerySet:
    """Return the pins of a lesson in editions under way, with how many people read each and since when."""
    pins: PinnedLessonQuerySet = PinnedLesson.objects.taught_now().filter(lesson=lesson)
    counted = pins.with_followers().annotate(since=F("revision__created_at"))
    following: PinnedLessonQuerySet = counted.prefetch_related("edition").order_by("edition__starts_on", "pk")
    return following


def editions_without(lesson: LessonPage) -> QuerySet[Edition]:
    """Return the editions under way that hold other lessons of its course and not this one.

    It was added after they began: their people are not shown it until somebody says so.
    """
    beside = PinnedLesson.objects.taught_now().of_course(lesson.get_parent().get_parent().path)
    holding = Edition.objects.filter(pk__in=beside.values("edition"))
    return holding.exclude(pins__lesson=lesson).order_by("starts_on", "pk")


def is_being_taught(page: Page) -> bool:
    """Say whether an edition under way holds a version of this page or of one that hangs from it."""
    return _pins_under(page).taught_now().exists()


def release_lessons(*, page: Page) -> int:
    """Let go the versions of a page about to be deleted, and of what hangs from it; return how many.

    Pre-conditions: none `is_being_taught`. Effects: the pins of editions that ended are gone.
    """
    deleted, _ = _pins_under(page).delete()
    return deleted


def _pins_under(page: Page) -> PinnedLessonQuerySet:
    under: PinnedLessonQuerySet = PinnedLesson.objects.filter(lesson__path__startswith=page.path)
    return under


def _published_version(lesson: LessonPage) -> Revision:
    """Return the revision that is live; a page that was never published by Wagtail's way gets one now."""
    known: Revision | None = lesson.live_revision
    if known:
        return known
    made: Revision = Revision.objects.create(
        content_object=lesson,
        base_content_type=lesson.get_base_content_type(),
        content=lesson.serializable_data(),
        object_str=str(lesson),
    )
    LessonPage.objects.filter(pk=lesson.pk).update(live_revision=made)
    return made
