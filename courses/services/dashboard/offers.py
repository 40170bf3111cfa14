"""What can be done beside a call: invite somebody to an edition that is open and has seats."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import F, Q

from core import clock
from courses.enums import KEPT
from courses.models import Edition, EditionInvitation
from courses.services.dashboard.facts import Facts
from people.models import LocalEntity, Membership
from people.standing import today


@dataclass(frozen=True, slots=True)
class Offer:
    """An edition to invite to, and who is still to be invited; nobody when all have been."""

    edition: Edition
    people: frozenset[int]
    entity_id: int = 0
    # When the last of them was invited.
    invited_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Offers:
    """The editions open now, the people of each town hall, and who has been invited to what."""

    editions: tuple[Edition, ...]
    contacts: Mapping[int, frozenset[int]]
    invited: Mapping[tuple[int, int], datetime]
    # (edition, person) of those who have asked already.
    placed: frozenset[tuple[int, int]]

    def of_person(self, place: Any) -> Offer | None:
        """Return another edition of the course she missed."""
        same = [each for each in self.editions if each.course_id == place.edition__course_id]
        return self._first(same, {place.person_id})

    def of_town_hall(self, entity: LocalEntity) -> Offer | None:
        """Return the edition whose window ends first, for the people of a town hall."""
        offer = self._first(self.editions, self.contacts.get(entity.pk, frozenset()))
        return replace(offer, entity_id=entity.pk) if offer else None

    def _first(self, editions: Iterable[Edition], people: Collection[int]) -> Offer | None:
        return next((offer for each in editions if (offer := self._offer(each, people))), None)

    def _offer(self, edition: Edition, people: Collection[int]) -> Offer | None:
        free = {person for person in people if (edition.pk, person) not in self.placed}
        told = [self.invited[edition.pk, person] for person in free if (edition.pk, person) in self.invited]
        new = frozenset(person for person in free if (edition.pk, person) not in self.invited)
        return Offer(edition, new, invited_at=max(told, default=None)) if free else None


def offers_now(*, facts: Facts, course_ids: Collection[int] | None = None) -> Offers:
    """Return what can be offered, of some courses or of all. Effects: none. Three questions."""
    now_open = Edition.objects.open_at(clock.now()).filter(course__live=True)
    free = now_open.with_seats().filter(Q(taken__lt=F("capacity")))
    asked = free if course_ids is None else free.filter(course__in=course_ids)
    editions = tuple(asked.select_related("course").order_by("apply_until", "pk"))
    told = EditionInvitation.objects.filter(edition__in=[each.pk for each in editions])
    return Offers(
        editions=editions,
        contacts=_contacts(),
        invited={
            (edition, who): at for edition, who, at in told.values_list("edition_id", "person_id", "at")
        },
        placed=frozenset(
            (place.edition_id, place.person_id) for place in facts.places if place.state in KEPT
        ),
    )


def _contacts() -> dict[int, frozenset[int]]:
    """Return who works for each town hall today and has an account in use."""
    found: dict[int, set[int]] = defaultdict(set)
    held = Membership.objects.current(today()).filter(person__is_active=True)
    for entity_id, person_id in held.values_list("entity_id", "person_id"):
        found[entity_id].add(person_id)
    return {entity_id: frozenset(people) for entity_id, people in found.items()}
