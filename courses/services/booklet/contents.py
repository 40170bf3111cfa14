"""What the booklet of a course says: cover, modules, lessons, blocks, in order."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any, Final
from urllib.parse import urljoin

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from core import clock
from courses.models import CoursePage, LessonPage, ModulePage
from courses.services.booklet.parts import Part, Place, parts_of
from courses.services.catalogue.pins import as_followed
from courses.services.learning.outline import Outline

# Modules are the first level of the paper and lessons the second; what comes before them has no lessons.
FIRST_IN_LESSON: Final = 3
FIRST_IN_BODY: Final = 2
DEEPEST: Final = 4


def contents_of(course: CoursePage, outline: Outline, base: str) -> dict[str, Any]:
    """Return the data of the template. Four queries, however many lessons."""
    lessons = as_followed(outline.steps)
    titles = dict(ModulePage.objects.filter(path__startswith=course.path).values_list("path", "title"))
    modules = groupby(lessons, key=lambda lesson: lesson.path[: -lesson.steplen])
    return {
        "title": course.title,
        "summary": course.summary,
        "facts": _facts(course, outline),
        "province": settings.PROVINCE_NAME,
        "body": _flat(course.body, Place(base, base, course.effective_audience), FIRST_IN_BODY),
        "modules": [
            {"title": titles.get(path, ""), "lessons": [_lesson(each, base) for each in inside]}
            for path, inside in modules
        ],
    }


def _facts(course: CoursePage, outline: Outline) -> list[str]:
    lessons = len(outline.steps)
    today = date_format(timezone.localtime(clock.now()), r"j \d\e F \d\e Y")
    said = [course.for_whom, f"{course.hours} horas" if course.hours else ""]
    said += ["1 lección" if lessons == 1 else f"{lessons} lecciones", f"Preparado el {today}"]
    return [fact for fact in said if fact]


def _lesson(lesson: LessonPage, base: str) -> dict[str, Any]:
    place = Place(base, urljoin(base, lesson.url or "/"), lesson.effective_audience)
    return {
        "title": lesson.title,
        "summary": lesson.summary,
        "minutes": lesson.minutes,
        "parts": _flat(lesson.body, place, FIRST_IN_LESSON),
    }


def _flat(blocks: Iterable[Any], place: Place, first: int) -> list[Part]:
    parts = [part for block in blocks or () for part in parts_of(block, place)]
    return list(_levelled(parts, first))


def _levelled(parts: Iterable[Part], first: int) -> Iterable[Part]:
    """Give each heading a level one deeper at most than what is above it: a reader by ear counts on it."""
    above = first - 1
    for part in parts:
        if part["kind"] != "heading":
            yield part
            continue
        above = min(part.get("level", first), above + 1, DEEPEST)
        yield {**part, "level": above}
