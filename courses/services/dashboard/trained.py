"""Who is *formada*: for which town hall and in which course."""

from collections.abc import Iterable
from dataclasses import dataclass

from courses.services.dashboard.facts import Facts, gather


@dataclass(frozen=True, slots=True)
class Trained:
    """One person, trained in one course for one town hall. Counted once, however many editions she did."""

    person_id: int
    entity_id: int
    course_id: int


def trained_people(facts: Facts | None = None) -> frozenset[Trained]:
    """Return who is trained today, looking twelve months back.

    Pre: `facts`, when given, are of every course. Effects: none. Three questions to the database, or none.
    """
    known = facts or gather()
    return frozenset(
        Trained(place.person_id, place.entity_id, place.edition__course_id)
        for place in known.places
        if known.is_trained(place)
    )


def heads(trained: Iterable[Trained]) -> int:
    """Return how many persons they are."""
    return len({row.person_id for row in trained})


def halls(trained: Iterable[Trained]) -> int:
    """Return for how many town halls they are."""
    return len({row.entity_id for row in trained})
