"""The vocabulary of questions about learning packages."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from core.tenancy import TenantQuerySet
from courses.enums import ENROLLED, EditionState
from courses.enums.packages import PackageState
from courses.rules import sees_every_roll

if TYPE_CHECKING:
    from courses.models import Edition
    from people.models import User


class PackageQuerySet(models.QuerySet[Any]):
    """Packages."""

    def ready(self) -> Self:
        """Those that can be opened."""
        return self.filter(state=PackageState.READY)


class PackageAttemptQuerySet(TenantQuerySet):
    """What people did in packages."""

    def visible_to(self, person: "User") -> Self:
        """Her own; a trainer's, those of the editions she was given; the province's staff, all."""
        if sees_every_roll(person):
            return self
        own, given = Q(enrolment__person=person), Q(enrolment__edition__in=person.editions_taught.all())
        return self.filter(own | given)

    def of_edition(self, edition: "Edition") -> Self:
        """Those of everybody in an edition."""
        return self.filter(enrolment__edition=edition)

    def still_lived(self) -> Self:
        """Those whose person may still work: she can come in, and keeps her place in what goes on."""
        standing = self.filter(enrolment__person__is_active=True, enrolment__state__in=ENROLLED)
        return standing.exclude(enrolment__edition__state=EditionState.CANCELLED)
