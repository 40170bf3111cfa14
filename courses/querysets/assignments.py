"""The vocabulary of questions about assignments."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from core.tenancy import TenantQuerySet
from courses.enums import ENROLLED, EditionState
from courses.rules.assignments import reads_every_work

if TYPE_CHECKING:
    from courses.models import Edition, Enrolment
    from people.models import User


class AssignmentQuerySet(models.QuerySet[Any]):
    """Work asked for."""

    def open_at(self, at: datetime) -> Self:
        """Those that take work now, in time, of editions that go on."""
        going = self.exclude(edition__state=EditionState.CANCELLED)
        return going.filter(opens_at__lte=at, due_at__gt=at, closed_at=None)

    def asked_of(self, person: "User") -> Self:
        """Those of the editions in which she has a place."""
        places = self.model.submissions.rel.related_model.enrolment.field.related_model._base_manager
        hers = places.filter(edition=OuterRef("edition"), person=person, state__in=ENROLLED)
        return self.filter(Exists(hers))

    def not_handed_in_by(self, person: "User") -> Self:
        """Those of which she has sent nothing yet."""
        sent = self.model.submissions.rel.related_model._base_manager
        return self.exclude(Exists(sent.filter(assignment=OuterRef("pk"), enrolment__person=person)))

    def shown_to_learners(self, at: datetime) -> Self:
        """Those already opened."""
        return self.filter(opens_at__lte=at)


class SubmissionQuerySet(TenantQuerySet):
    """Deliveries."""

    def visible_to(self, person: "User") -> Self:
        """Her own; a trainer's, those of the editions she was given; the training staff, all."""
        if reads_every_work(person):
            return self
        given = Q(assignment__edition__in=person.editions_taught.all())
        return self.filter(Q(enrolment__person=person) | given)

    def of_edition(self, edition: "Edition") -> Self:
        """Those of every assignment of an edition."""
        return self.filter(assignment__edition=edition)

    def of_place(self, place: "Enrolment") -> Self:
        """Those made with one place."""
        return self.filter(enrolment=place)

    def newest(self) -> Self:
        """Only the newest version of each person and assignment."""
        newer = self.model._base_manager.filter(
            assignment=OuterRef("assignment"),
            enrolment=OuterRef("enrolment"),
            version__gt=OuterRef("version"),
        )
        return self.exclude(Exists(newer))

    def unmarked(self) -> Self:
        """Those nobody has marked."""
        markings = self.model.markings.rel.related_model._base_manager
        return self.exclude(Exists(markings.filter(submission=OuterRef("pk"))))

    def to_mark(self) -> Self:
        """The newest versions that wait, of people who still belong, the first received first."""
        waiting = self.newest().unmarked().filter(enrolment__state__in=ENROLLED)
        return waiting.order_by("handed_at", "pk")

    def in_editions(self, editions: Iterable["Edition"]) -> Self:
        """Those of some editions."""
        return self.filter(assignment__edition__in=editions)

    def in_detail(self) -> Self:
        """With who, for which town hall, which assignment, the files and the markings."""
        named = self.select_related("enrolment__person", "entity", "assignment__edition__course")
        return named.prefetch_related("files__stored", "markings__marker")
