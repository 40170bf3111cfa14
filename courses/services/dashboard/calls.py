"""Whom to call, and why: a figure that nobody acts on is of no use."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from courses.enums import ENROLLED, EditionState, EnrolmentState
from courses.enums.dashboards import CallReason
from courses.services.dashboard.facts import Facts
from courses.services.dashboard.trained import Trained
from people.models import LocalEntity


@dataclass(frozen=True, slots=True)
class Call:
    """One call to make: to whom, about what, and where to act afterwards."""

    reason: CallReason
    name: str
    entity_name: str
    about: str
    phone: str
    email: str
    # What the action beside it opens: a town hall by its slug, or the people of an edition by its code.
    entity_slug: str = ""
    edition_code: str = ""


def people_to_call(
    *, facts: Facts, trained: frozenset[Trained], entities: Sequence[LocalEntity]
) -> tuple[Call, ...]:
    """Return the calls to make: who has a place first, then the town halls without anybody, largest first.

    Pre: `facts` of every course. Effects: none. No question to the database.
    """
    return (*_unopened(facts), *_no_shows(facts, trained), *_without_anybody(facts, trained, entities))


def _unopened(facts: Facts) -> Iterator[Call]:
    for place in facts.places:
        waits = place.state == EnrolmentState.CONFIRMED and place.edition__state != EditionState.FINISHED
        has_lessons = facts.lessons[place.edition__course__path] > 0
        if waits and has_lessons and facts.reading(place).opened == 0:
            yield _of_place(CallReason.UNOPENED, place)


def _no_shows(facts: Facts, trained: frozenset[Trained]) -> Iterator[Call]:
    made = {(row.person_id, row.course_id) for row in trained}
    for place in facts.places:
        repaired = (place.person_id, place.edition__course_id) in made
        if place.state == EnrolmentState.NO_SHOW and not repaired:
            yield _of_place(CallReason.NO_SHOW, place)


def _of_place(reason: CallReason, place: Any) -> Call:
    return Call(
        reason=reason,
        name=f"{place.person__first_name} {place.person__last_name}".strip(),
        entity_name=place.entity__name,
        about=place.edition__course__title,
        phone=place.person__phone or place.entity__phone,
        email=place.person__email,
        edition_code=place.edition__code,
    )


def _without_anybody(
    facts: Facts, trained: frozenset[Trained], entities: Sequence[LocalEntity]
) -> Iterator[Call]:
    covered = {row.entity_id for row in trained}
    on_the_way = {place.entity_id for place in facts.places if place.state in ENROLLED}
    for entity in sorted(entities, key=lambda each: (each.pk in on_the_way, -each.population, each.name)):
        if entity.pk not in covered:
            about = "Alguien tiene ya plaza" if entity.pk in on_the_way else "Nadie tiene plaza"
            yield Call(
                reason=CallReason.NOBODY,
                name=entity.name,
                entity_name=entity.comarca,
                about=about,
                phone=entity.phone,
                email=entity.email,
                entity_slug=entity.slug,
            )
