"""Booklets that were drawn are kept beside the other private files, one for each set of versions."""

import os
import tempfile
from datetime import timedelta
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from django.conf import settings

from core import clock
from core.papers import render
from core.papers.drawing import path_of
from courses.models import CoursePage
from courses.services.booklet.contents import contents_of
from courses.services.learning.outline import Outline, version_of

TEMPLATE: Final = "courses/curso.typ"
KEPT_FOR: Final = timedelta(days=30)


def booklet_of(*, course: CoursePage, outline: Outline, base: str) -> Path:
    """Return where the PDF of a course is, as one person follows it.

    `base` is the address of the site, for the links. Effects: the first time that these versions are asked
    for it is drawn, and those of this course that nobody drew again in a month are deleted.
    """
    place = _place(course, outline, base)
    if not place.exists():
        _write(place, render(TEMPLATE, contents_of(course, outline, base)))
        _forget_old(course, place)
    return place


def size_kept(*, course: CoursePage, outline: Outline, base: str) -> int:
    """Return the bytes of a booklet that was already drawn; 0 when it was not. No query."""
    place = _place(course, outline, base)
    return place.stat().st_size if place.exists() else 0


def _place(course: CoursePage, outline: Outline, base: str) -> Path:
    told = f"{version_of(course, outline)} {base} {_template_mark()}"
    name = f"{course.pk}-{sha256(told.encode()).hexdigest()[:24]}.pdf"
    return Path(settings.PRIVATE_ROOT) / "booklets" / name


@lru_cache(maxsize=1)
def _template_mark() -> str:
    return sha256(path_of(TEMPLATE).read_bytes()).hexdigest()


def _write(place: Path, pdf: bytes) -> None:
    """Write it whole or not at all: two people may ask at once."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, draft = tempfile.mkstemp(dir=place.parent, suffix=".draft")
    with os.fdopen(descriptor, "wb") as target:
        target.write(pdf)
    Path(draft).replace(place)


def _forget_old(course: CoursePage, new: Path) -> None:
    oldest = (clock.now() - KEPT_FOR).timestamp()
    for known in new.parent.glob(f"{course.pk}-*.pdf"):
        if known != new and known.stat().st_mtime < oldest:
            known.unlink(missing_ok=True)
