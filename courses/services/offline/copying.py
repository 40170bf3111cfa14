"""What has to be fetched to read a course without a line, and how much of it there is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from django.conf import settings
from django.core.cache import cache
from django.templatetags.static import static

from courses.models import CoursePage
from courses.services.learning.outline import Outline, version_of
from courses.services.offline.references import References, references
from courses.services.offline.weights import weight_of

# A document above this is downloaded by whoever wants it: on a poor line it would hold up the lessons.
HEAVIEST_DOCUMENT: Final = 1_000_000
KEPT_FOR: Final = 7 * 24 * 3600
# Whoever draws a page: the address of a page in, its HTML out.
Draw = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Copy:
    """The files of a copy with their bytes, and what stays out of it."""

    version: str
    files: tuple[tuple[str, int], ...]
    videos: int
    heavy_documents: int

    @property
    def bytes(self) -> int:
        """Return what will travel."""
        return sum(size for _, size in self.files)


def copy_of(*, course: CoursePage, outline: Outline, extra: Iterable[tuple[str, str]], draw: Draw) -> Copy:
    """Return what a copy of a course is made of, as this person follows it.

    `extra` are pages that go along, as address and HTML. Effects: the first time that these versions are
    asked for each lesson is drawn; then the answer is kept for a week.
    """
    version = _version(course, outline)
    key = f"courses:copy:{course.pk}:{version}"
    known: Copy | None = cache.get(key)
    if known is None:
        known = _weighed(version, _pages(course, outline, draw), extra)
        cache.set(key, known, KEPT_FOR)
    return known


def _version(course: CoursePage, outline: Outline) -> str:
    """Return a mark that changes when a lesson, the course or our own style does."""
    told = version_of(course, outline) + static("css/concejo.css")
    return sha256(told.encode()).hexdigest()[:16]


def _pages(course: CoursePage, outline: Outline, draw: Draw) -> list[tuple[str, str]]:
    return [(page.url, draw(page)) for page in (course, *(step.page for step in outline.steps))]


def _weighed(version: str, pages: list[tuple[str, str]], extra: Iterable[tuple[str, str]]) -> Copy:
    drawn = [*pages, *extra]
    asked = [references(html) for _, html in drawn]
    files = {url: len(html.encode()) for url, html in drawn}
    # What the page of the course asks for is already in the browser that reads it: it does not travel again.
    here = {name: 0 for name in asked[0].assets if name.startswith(settings.STATIC_URL)}
    files |= _sizes(name for each in asked for name in each.assets) | here
    documents = _sizes(name for each in asked for name in each.documents)
    light = {name: size for name, size in documents.items() if size <= HEAVIEST_DOCUMENT}
    return Copy(version, tuple({**files, **light}.items()), _videos(asked), len(documents) - len(light))


def _sizes(paths: Iterable[str]) -> dict[str, int]:
    known = {path: weight_of(path) for path in dict.fromkeys(paths)}
    return {path: size for path, size in known.items() if size is not None}


def _videos(asked: Iterable[References]) -> int:
    return sum(each.videos for each in asked)
