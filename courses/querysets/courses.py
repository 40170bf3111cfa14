"""The vocabulary of questions about courses."""

from datetime import date
from typing import Self

from django.db.models import Count, F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from cms.querysets import BasePageQuerySet
from courses.enums import ANNOUNCED

# A lesson hangs from a module, and a module from the course.
LESSON_DEPTH = 2


class CoursePageQuerySet(BasePageQuerySet):
    """Courses."""

    def with_lessons(self) -> Self:
        """Count the lessons of each, drafts too, as `lessons`."""
        pages = self.model._meta.get_parent_list()[-1].objects
        inside = pages.filter(path__startswith=OuterRef("path"), depth=OuterRef("depth") + LESSON_DEPTH)
        counted = inside.order_by().annotate(all=Value(1)).values("all").annotate(n=Count("*")).values("n")
        return self.annotate(lessons=Coalesce(Subquery(counted), 0))

    def with_next_edition(self, day: date) -> Self:
        """Bring the day the next edition starts as `next_starts`, and its code as `next_code`; or None."""
        editions = self.model.editions.rel.related_model.objects
        coming = editions.filter(course=OuterRef("pk"), state__in=ANNOUNCED, ends_on__gte=day)
        first = coming.order_by(F("starts_on"), "pk")
        return self.annotate(
            next_starts=Subquery(first.values("starts_on")[:1]), next_code=Subquery(first.values("code")[:1])
        )
