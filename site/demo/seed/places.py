"""Places as they would stand: one event each, nobody is mailed about the past."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from courses.enums import EnrolmentState
from courses.models import Edition, Enrolment, EnrolmentEvent
from people.models import LocalEntity, User

WHY = "Provincia de demostración"


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody's place, for which town hall, and how it ended."""

    person: User
    entity: LocalEntity
    state: EnrolmentState = EnrolmentState.CONFIRMED


def write_places(
    edition: Edition, seats: Iterable[Seat], *, first: datetime, every: timedelta
) -> list[Enrolment]:
    """Write the places, asked for one after another."""
    made = Enrolment.objects.bulk_create(
        Enrolment(
            edition=edition,
            person=seat.person,
            entity=seat.entity,
            state=seat.state,
            applied_at=first + every * turn,
        )
        for turn, seat in enumerate(seats)
    )
    EnrolmentEvent.objects.bulk_create(
        EnrolmentEvent(
            enrolment=place,
            entity_id=place.entity_id,
            at=place.applied_at,
            actor_id=place.person_id,
            source="",
            target=place.state,
            reason=WHY,
        )
        for place in made
    )
    return list(made)
