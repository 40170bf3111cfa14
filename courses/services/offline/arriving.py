"""What somebody did without a line reaches the server: each act once, through the verbs of always."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cms.rules import may_read
from core.idempotency import KeyReused, fingerprint, once
from courses.models import LessonPage
from courses.services.learning.progress import finish_lesson, leave_lesson
from people.models import User

PURPOSE = "courses.offline"
DONE, LEFT = "done", "left"


@dataclass(frozen=True, slots=True)
class Act:
    """A lesson finished, or left at a point, with the key that the browser gave it."""

    key: str
    lesson: int
    kind: str
    anchor: str = ""


def keep_what_was_done(*, person: User, acts: Sequence[Act]) -> list[str]:
    """Keep each act once, in the order they were made; return the keys that the browser may forget.

    Effects: those of `finish_lesson` and `leave_lesson`. An act about a lesson that is gone, or that this
    person may no longer read, is forgotten too: asking again would never succeed. Errors: KeyMissing.
    """
    wanted = {act.lesson for act in acts}
    lessons = {lesson.pk: lesson for lesson in LessonPage.objects.live().filter(pk__in=wanted)}
    for act in acts:
        lesson = lessons.get(act.lesson)
        if lesson is not None and may_read(person, lesson):
            _once(person, lesson, act)
    return [act.key for act in acts]


def _once(person: User, lesson: LessonPage, act: Act) -> None:
    def keep() -> dict[str, Any]:
        if act.kind == DONE:
            finish_lesson(person=person, lesson=lesson)
        else:
            leave_lesson(person=person, lesson=lesson, anchor=act.anchor)
        return {}

    mark = fingerprint({"lesson": act.lesson, "kind": act.kind, "anchor": act.anchor})
    try:
        once(key=act.key, purpose=PURPOSE, actor_id=person.pk, fingerprint=mark, act=keep)
    except KeyReused:
        # The key was spent on another act of the same person: this one was made up.
        return
