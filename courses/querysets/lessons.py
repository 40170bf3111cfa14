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
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Left, Length

from cms.querysets import BasePageQuerySet
from cms.rules import audiences_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from people.models import User

    # Whoever reads the catalogue: it is also shown to strangers.
    Reader = User | AnonymousUser


# Each level of the tree of pages adds four characters to a path; a lesson hangs two below its course.
COURSE_STEPS = 8


def _said(field: str, revision: str) -> KeyTextTransform:
    return KeyTextTransform(field, f"{revision}__content")


class LessonPageQuerySet(BasePageQuerySet):
    """Lessons."""

    def of_course(self, course_path: str) -> Self:
        """Those of one course, in order."""
        return self.filter(path__startswith=course_path).order_by("path")

    def with_progress_of(self, person: "Reader") -> Self:
        """Bring how far this person is in each, as `mine`; or None."""
        hers = Q(progress__person=person.pk)
        return self.annotate(mine=FilteredRelation("progress", condition=hers)).select_related("mine")

    def as_followed_by(self, person: "User", course_path: str) -> Self:
        """Bring of each what the edition this person follows holds, as `held_*`; leave out what it does not.

        Without an edition under way everything is as it is published. In the same query: a page of lessons
        asks no more for being held.
        """
        pins = self.model.pins.rel.related_model.objects
        edition = pins.followed_by(person).of_course(course_path).values("edition")[:1]
        pin = pins.filter(lesson=OuterRef("pk"), edition=Subquery(edition))
        known = self.annotate(
            held_edition=Subquery(edition),
            held_revision=Subquery(pin.values("revision")[:1]),
            held_title=Subquery(pin.values(said=_said("title", "revision"))[:1]),
            held_minutes=Subquery(pin.values(said=_said("minutes", "revision"))[:1]),
        )
        return known.filter(Q(held_edition=None) | Q(held_revision__isnull=False))

    def drafted_for(self, person: "Reader") -> Self:
        """Bring of each its draft as `held_*`, published or not, as this reader would get it."""
        known = self.annotate(
            held_revision=F("latest_revision"),
            held_title=_said("title", "latest_revision"),
            held_minutes=_said("minutes", "latest_revision"),
        )
        return known.filter(effective_audience__in=audiences_of(person))

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
