"""The vocabulary of questions about lessons and how far a person is."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import (
    F,
    FilteredRelation,
    OuterRef,
    Q,
    Subquery,
)
from django.db.models.functions import Left, Length

from cms.querysets import BasePageQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from people.models import User

    # Whoever reads the catalogue: it is also shown to strangers.
    Reader = User | AnonymousUser


# Each level of the tree of pages adds four characters to a path; a lesson hangs two below its course.
COURSE_STEPS = 8


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
