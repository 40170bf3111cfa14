"""Editions of the hostile course, made as a seed makes them: with its trainer, its people and its days."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from core import clock
from courses.models import CoursePage, Edition
from tests.security.active.gardener import Gardener

if TYPE_CHECKING:
    from demo.seed.places import Seat


def running(
    gardener: Gardener, code: str, seats: Sequence["Seat"], *, days: tuple[int, int, int], **fields: Any
) -> tuple[Edition, list[str]]:
    """Make an edition and return it with the addresses of its people, in their order.

    `days`: from today, when its window closes, when it begins and when it ends.
    """
    from demo.seed.places import write_places

    now = clock.now()
    closes, begins, ends = (now + timedelta(days=day) for day in days)
    edition = Edition.objects.create(
        course=CoursePage.objects.get(slug="corpus"),
        code=code,
        title=gardener.corpus.text("nombre de edición", 120),
        capacity=30,
        state="running",
        apply_from=closes - timedelta(days=10),
        apply_until=closes,
        cancel_until=closes,
        starts_on=begins.date(),
        ends_on=ends.date(),
        **fields,
    )
    edition.trainers.add(gardener.person("formadora"))
    write_places(edition, list(seats), first=edition.apply_from, every=timedelta(hours=1))
    return edition, [seat.person.email for seat in seats]
