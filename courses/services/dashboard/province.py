"""The panel of the province: who is trained, town hall by town hall, course by course."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from courses.enums import EnrolmentState
from courses.models import CoursePage
from courses.services.dashboard.calls import Call, people_to_call
from courses.services.dashboard.facts import Facts, gather
from courses.services.dashboard.trained import Trained, halls, heads, trained_people
from people.enums import EntityKind
from people.models import LocalEntity

# Entities with land and neighbours; the others are made of these and would count a person twice.
WITH_LAND = (EntityKind.MUNICIPALITY, EntityKind.OPEN_COUNCIL, EntityKind.MINOR_ENTITY)


@dataclass(frozen=True, slots=True)
class TownHall:
    """One town hall: people trained, and people with a place in what is still to end."""

    entity: LocalEntity
    trained: int
    seated: int


@dataclass(frozen=True, slots=True)
class Subject:
    """A course or an area of competences, with the people trained in it and the town halls they are of."""

    title: str
    people: int
    entities: int
    course_id: int = 0


@dataclass(frozen=True, slots=True)
class ProvincePanel:
    """Everything the page of the province shows."""

    since: datetime
    until: datetime
    people: int
    halls: tuple[TownHall, ...]
    courses: tuple[Subject, ...]
    competences: tuple[Subject, ...]
    calls: tuple[Call, ...]

    @property
    def covered(self) -> int:
        """Return how many town halls have somebody trained."""
        return sum(1 for hall in self.halls if hall.trained)


def province_panel() -> ProvincePanel:
    """Return the panel.

    Effects: none. Five questions to the database, whatever the size of the province.
    """
    facts = gather()
    trained = trained_people(facts)
    entities = list(LocalEntity.objects.active().filter(kind__in=WITH_LAND).select_related("shape"))
    # One row for each competence a course teaches; a course that teaches none has one row, without it.
    taught = list(CoursePage.objects.live().values_list("pk", "title", "competences__area").distinct())
    return ProvincePanel(
        since=facts.since,
        until=facts.until,
        people=heads(trained),
        halls=_halls(entities, facts, trained),
        courses=_courses({pk: title for pk, title, _ in taught}, trained),
        competences=_competences([(pk, area) for pk, _, area in taught if area], trained),
        calls=people_to_call(facts=facts, trained=trained, entities=entities),
    )


def _halls(entities: Iterable[LocalEntity], facts: Facts, trained: Iterable[Trained]) -> tuple[TownHall, ...]:
    people: dict[int, set[int]] = defaultdict(set)
    seated: dict[int, set[int]] = defaultdict(set)
    for row in trained:
        people[row.entity_id].add(row.person_id)
    for place in facts.places:
        if place.state == EnrolmentState.CONFIRMED:
            seated[place.entity_id].add(place.person_id)
    return tuple(
        TownHall(entity, len(people.get(entity.pk, ())), len(seated.get(entity.pk, ())))
        for entity in entities
    )


def _courses(titles: Mapping[int, str], trained: frozenset[Trained]) -> tuple[Subject, ...]:
    return _largest_first(_subject(title, {pk}, trained, course_id=pk) for pk, title in titles.items())


def _competences(taught: Iterable[tuple[int, str]], trained: frozenset[Trained]) -> tuple[Subject, ...]:
    courses: dict[str, set[int]] = defaultdict(set)
    for pk, area in taught:
        courses[area].add(pk)
    return _largest_first(_subject(area, pks, trained) for area, pks in courses.items())


def _largest_first(subjects: Iterable[Subject]) -> tuple[Subject, ...]:
    return tuple(sorted(subjects, key=lambda subject: (-subject.people, subject.title)))


def _subject(title: str, pks: set[int], trained: frozenset[Trained], *, course_id: int = 0) -> Subject:
    inside = [row for row in trained if row.course_id in pks]
    return Subject(title, heads(inside), halls(inside), course_id)
