"""What courses teach to do, by area."""

from collections import defaultdict
from collections.abc import Iterable

from courses.models import Competence, CoursePage


def areas_of(courses: Iterable[CoursePage]) -> dict[int, set[str]]:
    """Return the areas of the competences of each course, by its key. One query."""
    areas: dict[int, set[str]] = defaultdict(set)
    pairs = Competence.objects.filter(courses__in=list(courses)).values_list("courses", "area")
    for course, area in pairs.order_by():
        areas[course].add(area)
    return dict(areas)


def competences_called(names: Iterable[str], *, area: str) -> list[Competence]:
    """Return the competences of these names; those not known are made, in this area."""
    return [Competence.objects.get_or_create(name=name, defaults={"area": area})[0] for name in names]
