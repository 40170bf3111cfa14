"""The words in which people and entities are asked for."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q

from people.standing import Post

if TYPE_CHECKING:
    from people.models import User


def _held_on(day: date, prefix: str = "") -> Q:
    """Return the condition of a post held on a day, both ends included."""
    open_end = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": day})
    return Q(**{f"{prefix}valid_from__lte": day}) & open_end


def folded(text: str) -> str:
    """Return the text as one types it in a hurry: no capitals, no accents. An ñ stays an ñ."""
    kept = text.casefold().replace("ñ", "\0")
    plain = "".join(c for c in unicodedata.normalize("NFD", kept) if not unicodedata.combining(c))
    return plain.replace("\0", "ñ")


def keys_matching(rows: Iterable[tuple[Any, ...]], words: str) -> list[int]:
    """Return the first value of the rows whose other values hold every word.

    Done here and not in SQL because SQLite and PostgreSQL fold Spanish letters differently; a province has
    a few thousand people.
    """
    wanted = folded(words).split()
    found = []
    for key, *values in rows:
        text = folded(" ".join(str(value) for value in values))
        if all(word in text for word in wanted):
            found.append(key)
    return found


class LocalEntityQuerySet(models.QuerySet):
    """Local entities."""

    def active(self) -> "LocalEntityQuerySet":
        return self.filter(is_active=True)

    def served_by(self, person: "User", on: date) -> "LocalEntityQuerySet":
        """Return the entities in which the person has a post that day."""
        posts = _held_on(on, "memberships__")
        return self.filter(posts, memberships__person=person).distinct()

    def named_like(self, words: str) -> "LocalEntityQuerySet":
        """Return those whose name or comarca holds every word, however it is written."""
        rows = self.order_by().values_list("pk", "name", "comarca")
        return self.filter(pk__in=keys_matching(rows, words))


class MembershipQuerySet(models.QuerySet):
    """Posts."""

    def current(self, on: date) -> "MembershipQuerySet":
        """Return those held that day."""
        return self.filter(_held_on(on))

    def as_posts(self) -> tuple[Post, ...]:
        """Return the posts with their roles, in one query."""
        roles: dict[int, set[str]] = defaultdict(set)
        rows: dict[int, Any] = {}
        row: Any
        for row in self.select_related("entity").annotate(granted=F("roles__role")):
            rows.setdefault(row.pk, row)
            if row.granted:
                roles[row.pk].add(row.granted)
        return tuple(Post(pk, row.post, row.entity, frozenset(roles[pk])) for pk, row in rows.items())


class ProviderMembershipQuerySet(models.QuerySet):
    """Guests of a provider."""

    def current(self, on: date) -> "ProviderMembershipQuerySet":
        return self.filter(_held_on(on))


class PersonQuerySet(models.QuerySet):
    """People."""

    def who_may_enter(self) -> "PersonQuerySet":
        return self.filter(is_active=True)

    def never_entered(self) -> "PersonQuerySet":
        """Return those who have an account and have not used it once: they need a call."""
        return self.who_may_enter().filter(last_login__isnull=True)

    def in_service(self, on: date) -> "PersonQuerySet":
        """Return those who may enter and hold a post that day: the directory."""
        return self.who_may_enter().filter(_held_on(on, "memberships__")).distinct()

    def serving(self, entity_id: int, on: date) -> "PersonQuerySet":
        """Return those who serve one entity that day."""
        held = _held_on(on, "memberships__") & Q(memberships__entity_id=entity_id)
        return self.who_may_enter().filter(held).distinct()

    def with_role(self, role: str, on: date) -> "PersonQuerySet":
        """Return those who hold a role that day."""
        held = _held_on(on, "memberships__") & Q(memberships__roles__role=role)
        return self.who_may_enter().filter(held).distinct()

    def named_like(self, words: str) -> "PersonQuerySet":
        """Return those whose name, post or town hall holds every word, however it is written."""
        rows = self.order_by().values_list(
            "pk", "first_name", "last_name", "memberships__post", "memberships__entity__name"
        )
        return self.filter(pk__in=keys_matching(rows, words))
