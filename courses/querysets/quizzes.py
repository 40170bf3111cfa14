"""The vocabulary of questions about quizzes and their attempts."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, Q

from core.tenancy import TenantQuerySet
from courses.enums import ENDED
from courses.rules import sees_every_roll

if TYPE_CHECKING:
    from courses.models import Edition, Enrolment, Quiz
    from people.models import User


class QuestionQuerySet(models.QuerySet[Any]):
    """Questions of the banks."""

    def of_bank(self, bank: str) -> Self:
        """Those of a bank and of the banks inside it, the oldest first."""
        return self.filter(Q(bank=bank) | Q(bank__startswith=f"{bank}/")).order_by("pk")

    def counted_by_bank(self) -> Any:
        """Each bank once, as `bank` and `questions`."""
        named = self.exclude(bank="").order_by().values("bank")
        return named.annotate(questions=Count("pk")).order_by("bank")


class QuizAttemptQuerySet(TenantQuerySet):
    """Attempts at a quiz. Inherits the refusal to run without a scope."""

    def visible_to(self, person: "User") -> Self:
        """Her own; a trainer's, those of the editions she was given; the province's staff, all."""
        if sees_every_roll(person):
            return self
        own, given = Q(enrolment__person=person), Q(enrolment__edition__in=person.editions_taught.all())
        return self.filter(own | given)

    def at(self, enrolment: "Enrolment", quizzes: "Iterable[Quiz | int]") -> Self:
        """Those of one place at some quizzes, in order."""
        return self.filter(enrolment=enrolment, quiz__in=quizzes).order_by("quiz_id", "number")

    def open(self) -> Self:
        """Those still being written."""
        return self.filter(submitted_at=None)

    def sent(self) -> Self:
        """Those that came to their end."""
        return self.exclude(submitted_at=None)

    def due_at(self, at: datetime) -> Self:
        """Those open whose time had ended by then, or whose edition has."""
        over = Q(deadline_at__lt=at) | Q(enrolment__edition__state__in=ENDED)
        return self.open().filter(over).order_by("deadline_at", "pk")

    def of_edition(self, edition: "Edition") -> Self:
        """Those of the people of an edition."""
        return self.filter(enrolment__edition=edition)

    def to_mark(self) -> Self:
        """Those with long answers that nobody has read, the oldest first."""
        return self.filter(pending__gt=0).order_by("submitted_at", "pk")

    def for_lists(self) -> Self:
        """With who, for which town hall and at which quiz."""
        return self.select_related("enrolment__person", "entity", "enrolment__edition__course", "quiz")
