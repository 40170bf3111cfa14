"""Who is told of what happens to an edition."""

from collections.abc import Collection

from core.tenancy import unscoped
from courses.enums import EnrolmentState
from courses.models import Edition, Enrolment
from people.models import User

SEATED_NOW = (EnrolmentState.CONFIRMED,)


def people_in(edition: Edition, states: Collection[str] = SEATED_NOW) -> list[User]:
    """Return the people whose place is in one of these states, and the trainers, each once."""
    return people_of([edition.pk], states)[edition.pk]


def people_of(editions: Collection[int], states: Collection[str] = SEATED_NOW) -> dict[int, list[User]]:
    """Return those of each edition, by its number, in two questions however many editions."""
    with unscoped("se avisa a las personas de todos los ayuntamientos"):
        held = Enrolment.objects.filter(edition__in=editions, state__in=states)
        found = [(place.edition_id, place.person) for place in held.select_related("person").order_by("pk")]
    given = Edition.trainers.through.objects.filter(edition__in=editions).select_related("user")
    found += [(row.edition_id, row.user) for row in given.order_by("user__last_name", "user__first_name")]
    known: dict[int, dict[int, User]] = {edition: {} for edition in editions}
    for edition, person in found:
        if person.is_active:
            known[edition][person.pk] = person
    return {edition: list(people.values()) for edition, people in known.items()}
