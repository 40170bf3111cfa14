"""Whom to call, and why: a figure that nobody acts on is of no use."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from courses.enums import EditionState, EnrolmentState
from courses.enums.dashboards import CallReason
from courses.services.dashboard.facts import Facts
from courses.services.dashboard.offers import Offer, Offers
from courses.services.dashboard.trained import Trained
from people.models import LocalEntity


@dataclass(frozen=True, slots=True)
class Call:
    """One call to make: to whom, about what, and what to do beside it."""

    reason: CallReason
    name: str
    entity_name: str
    about: str
    phone: str
    email: str
    # Where one looks: a town hall by its slug, or the people of an edition by its code.
    entity_slug: str = ""
    edition_code: str = ""
    # An open edition to invite them to, with who they are; None when there is none with seats.
    offer: Offer | None = None


def people_to_call(
    *, facts: Facts, trained: frozenset[Trained], entities: Sequence[LocalEntity], offers: Offers
) -> tuple[Call, ...]:
    """Return the calls to make: who has a place first, then the town halls without anybody, largest first.

    Pre: `facts` and `trained` of the courses asked about. Only people of the town halls given are called,
    and of them those whose account is open.
    Effects: none. No question to the database.
    """
    asked = {entity.pk for entity in entities}
    # Who left and had her account closed neither answers nor is on the way.
    places = [place for place in facts.places if place.entity_id in asked and place.person__is_active]
    return (
        *_unopened(facts, places),
        *_no_shows(places, trained, offers),
        *_without_anybody(places, trained, entities, offers),
    )


def _unopened(facts: Facts, places: Sequence[Any]) -> Iterator[Call]:
    for place in places:
        waits = place.state == EnrolmentState.CONFIRMED and place.edition__state != EditionState.FINISHED
        has_lessons = facts.lessons[place.edition__course__path] > 0
        if waits and has_lessons and facts.reading(place).opened == 0:
            yield _of_place(CallReason.UNOPENED, place)


def _no_shows(places: Sequence[Any], trained: frozenset[Trained], offers: Offers) -> Iterator[Call]:
    made = {(row.person_id, row.course_id) for row in trained}
    for place in places:
        repaired = (place.person_id, place.edition__course_id) in made
        if place.state == EnrolmentState.NO_SHOW and not repaired:
            yield _of_place(CallReason.NO_SHOW, place, offers.of_person(place))


def _of_place(reason: CallReason, place: Any, offer: Offer | None = None) -> Call:
    return Call(
        reason=reason,
        name=f"{place.person__first_name} {place.person__last_name}".strip(),
        entity_name=place.entity__name,
        about=place.edition__course__title,
        phone=place.person__phone or place.entity__phone,
        email=place.person__email,
        edition_code=place.edition__code,
        offer=offer,
    )


def _without_anybody(
    places: Sequence[Any], trained: frozenset[Trained], entities: Sequence[LocalEntity], offers: Offers
) -> Iterator[Call]:
    covered = {row.entity_id for row in trained}
    on_the_way = {place.entity_id for place in places if place.state == EnrolmentState.CONFIRMED}
    for entity in sorted(entities, key=lambda each: (each.pk in on_the_way, -each.population, each.name)):
        if entity.pk not in covered:
            yield Call(
                reason=CallReason.NOBODY,
                name=entity.name,
                entity_name=entity.comarca,
                about="Alguien tiene ya plaza" if entity.pk in on_the_way else "Nadie tiene plaza",
                phone=entity.phone,
                email=entity.email,
                entity_slug=entity.slug,
                offer=None if entity.pk in on_the_way else offers.of_town_hall(entity),
            )
