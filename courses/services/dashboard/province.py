"""The panel of the province: who is trained, town hall by town hall, course by course."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from courses.enums import EnrolmentState
from courses.models import CoursePage
from courses.services.dashboard.calls import Call, people_to_call
from courses.services.dashboard.facts import Facts, day_of, gather
from courses.services.dashboard.offers import offers_now
from courses.services.dashboard.presence import Cell, by_weekday_and_hour, records_of
from courses.services.dashboard.trained import Trained, halls, heads, trained_people
from courses.services.surveys import Satisfaction, satisfaction_by_course
from people.enums import EntityKind
from people.models import LocalEntity

# Entities with land and neighbours; the others are made of these and would count a person twice.
WITH_LAND = (EntityKind.MUNICIPALITY, EntityKind.OPEN_COUNCIL, EntityKind.MINOR_ENTITY)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the panel is narrowed to; empty is everything."""

    comarca: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class TownHall:
    """One town hall: people trained, in each area too, and people with a place in what is still to end."""

    entity: LocalEntity
    trained: int
    seated: int
    by_area: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """A course or an area of competences, with the people trained in it and the town halls they are of."""

    title: str
    people: int
    entities: int
    course_id: int = 0
    satisfaction: Satisfaction | None = None


@dataclass(frozen=True, slots=True)
class ProvincePanel:
    """Everything the page of the province shows."""

    asked: Asked
    since: datetime
    until: datetime
    people: int
    halls: tuple[TownHall, ...]
    courses: tuple[Subject, ...]
    competences: tuple[Subject, ...]
    calls: tuple[Call, ...]
    hours: Mapping[tuple[int, int], Cell]
    # What can be chosen in the filters, whatever is chosen now.
    comarcas: tuple[str, ...]
    areas: tuple[str, ...]

    @property
    def covered(self) -> int:
        """Return how many town halls have somebody trained."""
        return sum(1 for hall in self.halls if hall.trained)

    @property
    def trained_total(self) -> int:
        """Return the sum of the column: who works for two town halls is in both."""
        return sum(hall.trained for hall in self.halls)

    @property
    def areas_shown(self) -> tuple[str, ...]:
        """Return the areas that have a column."""
        return tuple(area for area in self.areas if not self.asked.area or area == self.asked.area)


@dataclass(frozen=True, slots=True)
class _Taught:
    """The published courses, with the areas of what they teach."""

    titles: dict[int, str]
    areas: dict[str, frozenset[int]]

    def within(self, area: str) -> dict[int, str]:
        return {pk: title for pk, title in self.titles.items() if not area or pk in self.areas.get(area, ())}


def province_panel(asked: Asked | None = None) -> ProvincePanel:
    """Return the panel, of the whole province or of a comarca, of every course or of those of an area.

    Effects: none. A fixed number of questions to the database, whatever the size of the province.
    """
    asked = asked or Asked()
    every = list(LocalEntity.objects.active().filter(kind__in=WITH_LAND).select_related("shape"))
    entities = [entity for entity in every if not asked.comarca or entity.comarca == asked.comarca]
    taught = _taught()
    courses = taught.within(asked.area)
    facts = _narrowed(gather(), courses, asked)
    inside = {entity.pk for entity in entities}
    trained = frozenset(row for row in trained_people(facts) if row.entity_id in inside)
    offers = offers_now(facts=facts, course_ids=set(courses) if asked.area else None)
    records = [
        row
        for row in records_of(since=day_of(facts.since))
        if row.entity_id in inside and (not asked.area or row.session__edition__course_id in courses)
    ]
    areas = tuple(sorted(taught.areas))
    shown = {area: taught.areas[area] for area in areas if not asked.area or area == asked.area}
    return ProvincePanel(
        asked=asked,
        since=facts.since,
        until=facts.until,
        people=heads(trained),
        halls=_halls(entities, facts, trained, shown),
        courses=_courses(courses, trained, satisfaction_by_course(since=day_of(facts.since))),
        competences=_largest_first(_subject(area, pks, trained) for area, pks in shown.items()),
        calls=people_to_call(facts=facts, trained=trained, entities=entities, offers=offers),
        hours=by_weekday_and_hour(records),
        comarcas=tuple(sorted({entity.comarca for entity in every if entity.comarca})),
        areas=areas,
    )


def _taught() -> _Taught:
    # One row for each competence a course teaches; a course that teaches none has one row, without it.
    rows = list(CoursePage.objects.live().values_list("pk", "title", "competences__area").distinct())
    areas: dict[str, set[int]] = defaultdict(set)
    for pk, _, area in rows:
        if area:
            areas[area].add(pk)
    return _Taught(
        {pk: title for pk, title, _ in rows}, {area: frozenset(pks) for area, pks in areas.items()}
    )


def _narrowed(facts: Facts, courses: Mapping[int, str], asked: Asked) -> Facts:
    if not asked.area:
        return facts
    return replace(
        facts, places=tuple(place for place in facts.places if place.edition__course_id in courses)
    )


def _halls(
    entities: Iterable[LocalEntity],
    facts: Facts,
    trained: Iterable[Trained],
    areas: Mapping[str, frozenset[int]],
) -> tuple[TownHall, ...]:
    people: dict[int, list[Trained]] = defaultdict(list)
    seated: dict[int, set[int]] = defaultdict(set)
    for row in trained:
        people[row.entity_id].append(row)
    for place in facts.places:
        if place.state == EnrolmentState.CONFIRMED:
            seated[place.entity_id].add(place.person_id)
    return tuple(
        TownHall(
            entity,
            heads(people[entity.pk]),
            len(seated[entity.pk]),
            tuple(heads(row for row in people[entity.pk] if row.course_id in pks) for pks in areas.values()),
        )
        for entity in entities
    )


def _courses(
    titles: Mapping[int, str], trained: frozenset[Trained], satisfied: Mapping[int, Satisfaction]
) -> tuple[Subject, ...]:
    return _largest_first(
        replace(_subject(title, {pk}, trained), course_id=pk, satisfaction=satisfied.get(pk))
        for pk, title in titles.items()
    )


def _largest_first(subjects: Iterable[Subject]) -> tuple[Subject, ...]:
    return tuple(sorted(subjects, key=lambda subject: (-subject.people, subject.title)))


def _subject(title: str, pks: Iterable[int], trained: frozenset[Trained]) -> Subject:
    wanted = set(pks)
    inside = [row for row in trained if row.course_id in wanted]
    return Subject(title, heads(inside), halls(inside))
