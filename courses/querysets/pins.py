"""The vocabulary of questions about which version of a lesson an edition teaches."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, Q

from courses.enums import ENROLLED, EditionState

if TYPE_CHECKING:
    from people.models import User


class PinnedLessonQuerySet(models.QuerySet[Any]):
    """Versions that editions hold on to."""

    def taught_now(self) -> Self:
        """Those of editions under way: before, there is nothing to keep; after, everybody reads the page."""
        return self.filter(edition__state=EditionState.RUNNING)

    def followed_by(self, person: "User") -> Self:
        """Those of the editions this person takes or gives now, the newest first."""
        hers = Q(edition__enrolments__person=person.pk, edition__enrolments__state__in=ENROLLED)
        given = Q(edition__trainers=person.pk)
        return self.taught_now().filter(hers | given).order_by("-edition__starts_on", "-edition_id")

    def of_course(self, course_path: str) -> Self:
        """Those of the lessons of one course."""
        return self.filter(lesson__path__startswith=course_path)

    def with_followers(self) -> Self:
        """Count of each the people who read it, as `people`. Only a number leaves this count."""
        enrolled = Q(edition__enrolments__state__in=ENROLLED)
        return self.annotate(people=Count("edition__enrolments__person", filter=enrolled, distinct=True))
