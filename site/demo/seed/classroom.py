"""Whom the content of a classroom speaks of, and when it was: for the work and questions of an edition."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from core.clock import now
from courses.models import Edition, Enrolment
from people.models import User

Content = dict[str, Any]


class Classroom:
    """An edition with those who have a place in it, in the order in which they asked for it."""

    def __init__(self, code: str, people: Mapping[str, User]) -> None:
        self.edition = Edition.objects.get(code=code)
        self.people = people
        seated = Enrolment.objects.filter(edition=self.edition).enrolled()
        self.places = list(seated.select_related("person").order_by("applied_at", "pk"))

    def person(self, by: str | int) -> User:
        """Return somebody of the cast by her key, or whoever has that turn in the class."""
        return self.places[by].person if isinstance(by, int) else self.people[by]

    def place(self, by: str | int) -> Enrolment | None:
        """Return the place of that person; whoever gives the class has none."""
        who = self.person(by)
        return next((place for place in self.places if place.person_id == who.pk), None)


def ago(hours: float) -> datetime:
    """Return the moment so many hours from now."""
    return now() + timedelta(hours=hours)
