"""Who is told of what happens to an edition."""

from collections.abc import Collection

from core.tenancy import unscoped
from courses.enums import EnrolmentState
from courses.models import Edition, Enrolment
from people.models import User

SEATED_NOW = (EnrolmentState.CONFIRMED,)


def people_in(edition: Edition, states: Collection[str] = SEATED_NOW) -> list[User]:
    """Return the people whose place is in one of these states, and the trainers, each once."""
    with unscoped("se avisa a las personas de todos los ayuntamientos"):
        held = Enrolment.objects.filter(edition=edition, state__in=states)
        places = list(held.select_related("person").order_by("pk"))
    known = {person.pk: person for person in (*(place.person for place in places), *edition.trainers.all())}
    return [person for person in known.values() if person.is_active]
