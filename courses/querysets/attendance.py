"""The vocabulary of questions about attendance."""

from typing import TYPE_CHECKING, Self

from django.db.models import Q

from core.tenancy import TenantQuerySet
from courses.enums import Outcome
from courses.rules import sees_every_roll

if TYPE_CHECKING:
    from courses.models import Edition
    from people.models import User


class AttendanceRecordQuerySet(TenantQuerySet):
    """What is written of each person in each class."""

    def visible_to(self, person: "User") -> Self:
        """Her own; a trainer's, those of the editions she was given; the province's staff, all."""
        if sees_every_roll(person):
            return self
        own, given = Q(enrolment__person=person), Q(session__edition__in=person.editions_taught.all())
        return self.filter(own | given)

    def of_edition(self, edition: "Edition") -> Self:
        """Those of every class of an edition."""
        return self.filter(session__edition=edition)

    def justified(self) -> Self:
        """Absences for which somebody gave a reason."""
        return self.filter(outcome=Outcome.JUSTIFIED)

    def for_lists(self) -> Self:
        """With who, for which town hall and which class, newest class first."""
        named = self.select_related("enrolment__person", "entity", "session__edition__course")
        return named.order_by("-session__starts_at", "enrolment__person__last_name", "pk")
