"""The one sentence for the head of the service: where most town halls lack somebody."""

from collections import defaultdict
from dataclasses import dataclass

from courses.models import CoursePage
from courses.services.dashboard.facts import gather
from courses.services.dashboard.province import WITH_LAND
from courses.services.dashboard.trained import halls, trained_people
from people.models import LocalEntity


@dataclass(frozen=True, slots=True)
class Gap:
    """How many town halls have nobody trained in an area."""

    area: str
    missing: int
    total: int


def widest_gap() -> Gap | None:
    """Return the area that most town halls lack; None when they lack none or no course teaches any.

    Effects: none. Five questions to the database, whatever the size of the province.
    """
    entities = set(LocalEntity.objects.active().filter(kind__in=WITH_LAND).values_list("pk", flat=True))
    taught: dict[str, set[int]] = defaultdict(set)
    for pk, area in CoursePage.objects.live().values_list("pk", "competences__area").distinct():
        if area:
            taught[area].add(pk)
    if not taught or not entities:
        return None
    trained = [row for row in trained_people(gather()) if row.entity_id in entities]
    gaps = [
        Gap(area, len(entities) - halls(row for row in trained if row.course_id in pks), len(entities))
        for area, pks in sorted(taught.items())
    ]
    widest = max(gaps, key=lambda gap: gap.missing)
    return widest if widest.missing else None
