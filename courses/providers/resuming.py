"""Where one left off."""

from collections.abc import Sequence

from core.providers import ResumeItem
from courses import words
from courses.services.learning.today import today_of
from people.models import LocalEntity, User


def left_off(person: User, entities: Sequence[LocalEntity]) -> list[ResumeItem]:
    """Return the last lesson, to open it at the same spot with one click."""
    found = today_of(person).reading
    if found is None or found[1].here is None:
        return []
    latest, outline = found
    here = outline.here
    assert here is not None  # noqa: S101  (asked above; the type checker cannot see it)
    return [
        ResumeItem(
            title=here.page.title,
            url=f"{here.page.url}#{here.anchor}" if here.anchor else here.page.url,
            detail=f"{latest.course_title} · {words.progress(outline.done, len(outline.steps))}",
            progress=outline.done * 100 // len(outline.steps),
            seen_at=latest.seen_at,
        )
    ]
