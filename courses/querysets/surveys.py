"""The vocabulary of questions about surveys."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count

from courses.enums.surveys import FEWEST

if TYPE_CHECKING:
    from courses.models import Edition


class SurveyQuerySet(models.QuerySet[Any]):
    """Surveys."""

    def default(self) -> Self:
        """The one an edition uses when it names none."""
        return self.filter(is_default=True)


class SurveyRunQuerySet(models.QuerySet[Any]):
    """What was asked in each edition."""

    def published(self) -> Self:
        """Closed for good and with answers enough: what may be read. A run is read whole or not at all."""
        counted = self.filter(is_closed=True).annotate(answered=Count("responses"))
        return counted.filter(answered__gte=FEWEST)

    def besides(self, edition: "Edition") -> Self:
        """The other editions of the same course."""
        return self.filter(edition__course=edition.course_id).exclude(edition=edition.pk)

    def ended_since(self, day: date) -> Self:
        """Those of editions that ended that day or later."""
        return self.filter(edition__ends_on__gte=day)
