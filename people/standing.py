"""What a person holds today: a value, read once for each request."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from core.clock import now
from people.enums import PROVINCE_ONLY, PROVINCE_WIDE, EntityKind, Role

if TYPE_CHECKING:
    from people.models import LocalEntity


def today() -> date:
    """Return the day of the province: a post ends at its midnight, not at UTC's."""
    return localdate(now())


@dataclass(frozen=True, slots=True)
class Post:
    """One post: where, as what, with which roles."""

    membership_id: int
    title: str
    entity: "LocalEntity"
    roles: frozenset[str]

    @property
    def effective_roles(self) -> frozenset[str]:
        """Return the roles that count here: those of the Diputación's staff count in the Diputación alone."""
        if self.entity.kind == EntityKind.PROVINCE:
            return self.roles
        return self.roles - PROVINCE_ONLY


@dataclass(frozen=True, slots=True)
class Standing:
    """Every post a person holds on one day."""

    day: date
    posts: tuple[Post, ...] = ()
    # The account made by `createsuperuser` has no post and yet runs the machine.
    is_machine_keeper: bool = False

    @property
    def entities(self) -> tuple["LocalEntity", ...]:
        return tuple(post.entity for post in self.posts)

    @property
    def entity_ids(self) -> frozenset[int]:
        return frozenset(post.entity.pk for post in self.posts)

    @property
    def roles(self) -> frozenset[str]:
        held = frozenset[str]().union(*(post.effective_roles for post in self.posts))
        return held | {Role.OPERATOR} if self.is_machine_keeper else held

    @property
    def is_province_wide(self) -> bool:
        return bool(self.roles & PROVINCE_WIDE)

    def roles_in(self, entity_id: int) -> frozenset[str]:
        """Return what the person may do for one entity."""
        return frozenset[str]().union(
            *(post.effective_roles for post in self.posts if post.entity.pk == entity_id)
        )
