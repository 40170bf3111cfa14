"""The vocabulary of questions about the forum."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from courses.models import Edition
    from people.models import User


class ForumPostQuerySet(models.QuerySet[Any]):
    """Messages."""

    def in_sight(self) -> Self:
        """Those neither hidden nor erased."""
        return self.filter(hidden_at=None, erased_at=None)

    def answers(self) -> Self:
        """All but the question."""
        return self.filter(is_question=False)

    def of_edition(self, edition: "Edition") -> Self:
        """Those of every question of an edition."""
        return self.filter(thread__edition=edition)

    def new_to(self, person: "User", since: datetime | None) -> Self:
        """Those others wrote after a moment, and everything of others when there is none."""
        foreign = self.in_sight().exclude(author=person)
        return foreign.filter(created_at__gt=since) if since else foreign

    def written_by(self, person: "User", *, since: datetime) -> Self:
        """What a person wrote after a moment, wherever."""
        return self.filter(author=person, created_at__gt=since)

    def changed_by(self, person: "User", *, since: datetime) -> Self:
        """What a person changed of her own after a moment: once for each time."""
        return self.filter(author=person, versions__replaced_at__gt=since)

    def in_detail(self) -> Self:
        """With who wrote it, for which town hall, and who hid it."""
        return self.select_related("author", "entity", "hidden_by")


class ForumThreadQuerySet(models.QuerySet[Any]):
    """Questions."""

    def holding(self, words: Sequence[str]) -> Self:
        """Those with a message in sight that has each of these words, already folded."""
        found = self
        for word in words:
            found = found.filter(Exists(self._posts().in_sight().filter(folded__contains=word)))
        return found

    def listed(self) -> Self:
        """With what a list shows: the asker, her town hall and how many answers; pinned ones first."""
        answers = self._posts().in_sight().answers().order_by().values("thread")
        question = self._posts().filter(is_question=True)
        return (
            self.select_related("author")
            .annotate(
                answers=Coalesce(Subquery(answers.annotate(n=Count("*")).values("n")), 0),
                entity_name=Subquery(question.values("entity__name")[:1]),
                out_of_sight=Exists(question.filter(Q(hidden_at__isnull=False) | Q(erased_at__isnull=False))),
            )
            .order_by(F("pinned_at").desc(nulls_last=True), "-last_post_at", "-pk")
        )

    def _posts(self) -> ForumPostQuerySet:
        # Read when the question is asked: models are made after their querysets.
        posts: ForumPostQuerySet = self.model.posts.rel.related_model.objects.filter(thread=OuterRef("pk"))
        return posts
