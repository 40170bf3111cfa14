"""Which lessons offer which packages."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from wagtail.models import Revision

from courses.models import LessonPage, Package


def packages_in(lesson: LessonPage) -> list[int]:
    """Return the keys of the packages that this version of a lesson offers, in order. No query."""
    return list(_keys(lesson.body.raw_data))


def lessons_with(package: Package) -> list[LessonPage]:
    """Return the lessons that offer it, as published, in draft or as an edition still reads them."""
    old = _revisions_with(package.pk)
    lessons = LessonPage.objects.order_by("path")
    return [lesson for lesson in lessons if lesson.pk in old or package.pk in packages_in(lesson)]


def _revisions_with(key: int) -> set[int]:
    """Read what is not live: the draft of each lesson, and the versions pinned."""
    pinned = LessonPage.pins.rel.related_model.objects.values("revision")
    drafts = LessonPage.objects.exclude(latest_revision=None).values("latest_revision")
    found = set()
    for number in (pinned, drafts):
        for revision in Revision.objects.filter(pk__in=number).iterator():
            body = json.loads(revision.content.get("body") or "[]")
            if key in _keys(body):
                found.add(int(revision.object_id))
    return found


def _keys(body: Iterable[dict[str, Any]]) -> Iterator[int]:
    for block in body:
        if block.get("type") == "package" and block["value"].get("package"):
            yield block["value"]["package"]
