"""The vocabulary of questions about live classes."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import (
    Exists,
    OuterRef,
    Q,
)

from courses.enums import ANNOUNCED, ENROLLED

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from people.models import User

    # Whoever reads the catalogue: it is also shown to strangers.
    Reader = User | AnonymousUser


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

    def entered_by(self, person: "User", states: Collection[str] = ANNOUNCED) -> Self:
        """Those a person takes part in or gives, of editions in these states.

        The join to places is on her own rows alone.
        """
        takes = Q(edition__enrolments__person=person, edition__enrolments__state__in=ENROLLED)
        gives = Q(edition__trainers=person)
        shown = self.filter(takes | gives, edition__state__in=states)
        return shown.distinct()

    def to_close_at(self, at: datetime) -> Self:
        """Those that had ended by then and whose attendance is still to be written."""
        return self.filter(ends_at__lte=at, attendance_closed_at=None).order_by("ends_at", "pk")

    def in_detail(self) -> Self:
        """With edition, course and room at once."""
        return self.select_related("edition__course", "room")
