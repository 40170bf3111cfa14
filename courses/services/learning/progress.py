"""Reading a lesson: finished, or left at a point. Only a POST reaches these."""

import re
from typing import Any

from django.db import transaction

from core import audit, clock
from courses.models import LessonPage, LessonProgress
from courses.services.learning.outline import Outline, Step, course_path_of, outline_of
from people.models import User

ANCHOR = re.compile(r"apartado-\d{1,3}")


def finish_lesson(*, person: User, lesson: LessonPage) -> Step | None:
    """Mark a lesson as done and open the next one.

    Pre-conditions: the person may read the lesson. Effects: progress of both, one audit row. Doing it twice
    keeps the first date. Returns the next lesson, or None at the end of the course.
    """
    at = clock.now()
    _, following = outline_of(course_path_of(lesson), person).including(lesson).around(lesson.pk)
    with transaction.atomic():
        row = _touched(person, lesson.pk, anchor="")
        if row.done_at is None:
            row.done_at = at
            row.save(update_fields=["done_at"])
        if following:
            _touched(person, following.page.pk, anchor=following.anchor)
        _audit("courses.lesson.done", person, lesson)
    return following


def leave_lesson(*, person: User, lesson: LessonPage, anchor: str) -> LessonProgress:
    """Keep the point where a person left a lesson, to go on from there.

    Pre-conditions: the person may read the lesson. Effects: progress, one audit row. A point that is not a
    section of a lesson is kept as its beginning.
    """
    point = anchor if ANCHOR.fullmatch(anchor) else ""
    with transaction.atomic():
        row = _touched(person, lesson.pk, anchor=point)
        _audit("courses.lesson.left", person, lesson)
    return row


def resume_point(person: User) -> tuple[Any, Outline] | None:
    """Return what was read last and the outline of its course; None if there is nothing to go on with."""
    latest = (
        LessonProgress.objects.of(person).latest_seen().with_course_title().select_related("lesson").first()
    )
    if latest is None:
        return None
    outline = outline_of(course_path_of(latest.lesson), person)
    return (latest, outline) if outline.here else None


def _touched(person: User, lesson_id: int, *, anchor: str) -> LessonProgress:
    at = clock.now()
    row, _ = LessonProgress.objects.update_or_create(
        person=person,
        lesson_id=lesson_id,
        defaults={"seen_at": at, "anchor": anchor},
        create_defaults={"seen_at": at, "opened_at": at, "anchor": anchor},
    )
    return row


def _audit(action: str, person: User, lesson: LessonPage) -> None:
    # Progress belongs to the person, so there is no town hall to name.
    audit.record(action=action, actor_id=person.pk, entity_id=None, target=f"lesson:{lesson.pk}", detail={})
