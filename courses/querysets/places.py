"""The vocabulary of questions about training."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    FilteredRelation,
    IntegerField,
    Max,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from core.tenancy import TenantQuerySet
from courses.enums import (
    ANNOUNCED,
    ENDED,
    ENROLLED,
    KEPT,
    LIVE,
    SEATED,
    SURVEYED,
    TAKES_APPLICATIONS,
    EnrolmentState,
)
from courses.rules import sees_every_roll
from courses.rules.surveys import LONGEST_OPEN

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from people.models import User

    # Whoever reads the catalogue: it is also shown to strangers.
    Reader = User | AnonymousUser


# Each level of the tree of pages adds four characters to a path; a lesson hangs two below its course.
COURSE_STEPS = 8
# Who waits is called in this order.
IN_TURN = ("rank", "score", "applied_at", "pk")


class EditionQuerySet(models.QuerySet[Any]):
    """Editions."""

    def announced(self) -> Self:
        """Those the catalogue shows."""
        return self.filter(state__in=ANNOUNCED)

    def open_at(self, at: datetime) -> Self:
        """Those in which a place can be asked for now."""
        return self.filter(state__in=TAKES_APPLICATIONS, apply_from__lte=at, apply_until__gt=at)

    def taught_by(self, person: "User") -> Self:
        """Those a trainer was given by name."""
        return self.filter(trainers=person)

    def with_seats(self) -> Self:
        """Count the seats taken as `taken`. Capacity is the province's: it never asks for a scope."""
        places = self.model.enrolments.rel.related_model._base_manager
        seated = places.filter(edition=OuterRef("pk"), state__in=SEATED).order_by().values("edition")
        return self.annotate(taken=Coalesce(Subquery(seated.annotate(n=Count("*")).values("n")), 0))

    def with_place_of(self, person: "Reader") -> Self:
        """Bring the place this person keeps in each, as `mine`, with its town hall; or None."""
        hers = Q(enrolments__person=person.pk, enrolments__state__in=KEPT)
        joined = self.annotate(mine=FilteredRelation("enrolments", condition=hers))
        return joined.select_related("mine__entity")

    def without_place_of(self, person: "User") -> Self:
        """Leave out those in which this person keeps a place."""
        places = self.model.enrolments.rel.related_model._base_manager
        return self.exclude(Exists(places.filter(edition=OuterRef("pk"), person=person, state__in=KEPT)))

    def with_teacher(self, person: "Reader") -> Self:
        """Say of each whether this person gives it, as `is_taught`."""
        given = self.model.trainers.through.objects.filter(edition=OuterRef("pk"), user=person.pk)
        return self.annotate(is_taught=Exists(given))


class EnrolmentQuerySet(TenantQuerySet):
    """Places asked for. Inherits the refusal to run without a scope."""

    def visible_to(self, person: "User") -> Self:
        """Her own; a trainer's, those of the editions she was given; the province's staff, all."""
        if sees_every_roll(person):
            return self
        return self.filter(Q(person=person) | Q(edition__in=person.editions_taught.all()))

    def of(self, person: "User") -> Self:
        """One person's."""
        return self.filter(person=person)

    def live(self) -> Self:
        """Those in which something may still happen."""
        return self.filter(state__in=LIVE)

    def seated(self) -> Self:
        """Those that hold a seat."""
        return self.filter(state__in=SEATED)

    def offered_at(self, at: datetime) -> Self:
        """Offers that can still be taken."""
        standing = self.exclude(edition__state__in=ENDED)
        return standing.filter(state=EnrolmentState.OFFERED, offer_expires__gt=at)

    def enrolled(self) -> Self:
        """Those who belong in the class."""
        return self.filter(state__in=ENROLLED)

    def to_be_surveyed(self, day: date) -> Self:
        """Those whose person may have a survey to answer that day, and has answered none."""
        ended = self.filter(edition__starts_on__lte=day, edition__ends_on__gte=day - LONGEST_OPEN)
        return ended.enrolled().filter(survey_receipt=None, edition__state__in=SURVEYED)

    def with_survey(self) -> Self:
        """Each with its survey, and `last_class`: when the last class of its edition ends."""
        # A join knows nothing of managers: a class that was called off is left out by hand.
        last = Max("edition__sessions__ends_at", filter=Q(edition__sessions__cancelled_at=None))
        named = self.select_related("edition__course", "edition__survey", "edition__survey_run", "person")
        return named.annotate(last_class=last)

    def waiting_in_turn(self) -> Self:
        """The waiting list in the order in which it will be called."""
        return self.filter(state=EnrolmentState.WAITING).order_by(*IN_TURN)

    def expired_at(self, at: datetime) -> Self:
        """Offers nobody took in time; one of an edition that ended goes to nobody else."""
        late = self.filter(state=EnrolmentState.OFFERED, offer_expires__lte=at)
        return late.exclude(edition__state__in=ENDED)

    def for_roll(self) -> Self:
        """With who and for which town hall, seats first."""
        seats_first = Case(
            When(state__in=SEATED, then=Value(0)), default=Value(1), output_field=IntegerField()
        )
        return self.select_related("person", "entity").order_by(
            seats_first, "person__last_name", "person__first_name", "pk"
        )
