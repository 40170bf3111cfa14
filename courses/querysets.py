"""The vocabulary of questions about training."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Left, Length

from cms.querysets import BasePageQuerySet
from core.tenancy import TenantQuerySet
from courses.enums import ANNOUNCED, ENROLLED, KEPT, LIVE, SEATED, TAKES_APPLICATIONS, EnrolmentState
from courses.rules import sees_every_roll

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from people.models import User

    # Whoever reads the catalogue: it is also shown to strangers.
    Reader = User | AnonymousUser


# Each level of the tree of pages adds four characters to a path; a lesson hangs two below its course.
COURSE_STEPS = 8


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
        return self.filter(state=EnrolmentState.OFFERED, offer_expires__gt=at)

    def enrolled(self) -> Self:
        """Those who belong in the class."""
        return self.filter(state__in=ENROLLED)

    def waiting_in_turn(self) -> Self:
        """The waiting list in the order in which it will be called."""
        return self.filter(state=EnrolmentState.WAITING).order_by("rank", "-score", "applied_at", "pk")

    def expired_at(self, at: datetime) -> Self:
        """Offers nobody took in time."""
        return self.filter(state=EnrolmentState.OFFERED, offer_expires__lte=at)

    def for_roll(self) -> Self:
        """With who and for which town hall, seats first."""
        seats_first = Case(
            When(state__in=SEATED, then=Value(0)), default=Value(1), output_field=IntegerField()
        )
        return self.select_related("person", "entity").order_by(
            seats_first, "person__last_name", "person__first_name", "pk"
        )


class LiveSessionQuerySet(models.QuerySet[Any]):
    """Live classes."""

    def not_over_at(self, at: datetime) -> Self:
        """Those still to end, the next one first."""
        return self.filter(ends_at__gt=at).order_by("starts_at", "pk")

    def with_teacher(self, person: "User") -> Self:
        """Say of each whether this person gives it, as `is_given`."""
        trainers = self.model.edition.field.related_model.trainers.through.objects
        given = trainers.filter(edition=OuterRef("edition"), user=person.pk)
        return self.annotate(is_given=Exists(given))

    def entered_by(self, person: "User") -> Self:
        """Those a person takes part in or gives. The join to places is on her own rows alone."""
        takes = Q(edition__enrolments__person=person, edition__enrolments__state__in=ENROLLED)
        gives = Q(edition__trainers=person)
        shown = self.filter(takes | gives, edition__state__in=ANNOUNCED)
        return shown.distinct()

    def in_detail(self) -> Self:
        """With edition, course and room at once."""
        return self.select_related("edition__course", "room")


class LessonPageQuerySet(BasePageQuerySet):
    """Lessons."""

    def of_course(self, course_path: str) -> Self:
        """Those of one course, in order."""
        return self.filter(path__startswith=course_path).order_by("path")

    def with_progress_of(self, person: "Reader") -> Self:
        """Bring how far this person is in each, as `mine`; or None."""
        hers = Q(progress__person=person.pk)
        return self.annotate(mine=FilteredRelation("progress", condition=hers)).select_related("mine")

    def light(self) -> Self:
        """Leave out what only the lesson's own page shows."""
        return self.defer("body", "plain_text")


class LessonProgressQuerySet(models.QuerySet[Any]):
    """How far people are."""

    def of(self, person: "User") -> Self:
        """One person's."""
        return self.filter(person=person)

    def latest_seen(self) -> Self:
        """The last one touched first; of two touched at once, the one still to do."""
        return self.order_by("-seen_at", F("done_at").desc(nulls_first=True), "-pk")

    def with_course_title(self) -> Self:
        """Bring the title of the course, two levels above the lesson in the tree of pages."""
        pages = self.model.lesson.field.related_model._meta.get_parent_list()[-1]
        path = OuterRef("lesson__path")
        above = Left(path, Length(path) - COURSE_STEPS)
        return self.annotate(course_title=Subquery(pages.objects.filter(path=above).values("title")[:1]))
