"""Who may do what, by person. Each predicate is a sentence.

Those that take an `Access` answer for an address or a message (they go in the access table); those that
take a user are asked by services, views and templates.
"""

from typing import TYPE_CHECKING, Any

from core.access import Access
from people.enums import ADMIN_ROLES, KEEPERS, PROVINCE_ONLY, RANK, SECOND_FACTOR_REQUIRED, EntityKind, Role
from people.standing import Standing, today

if TYPE_CHECKING:
    from people.models import LocalEntity, User

TOP_RANK = max(RANK.values())


def standing_of(user: Any) -> Standing:
    """Return what the user holds today; somebody who has not signed in holds nothing."""
    if not (user.is_authenticated and user.is_active):
        return Standing(day=today())
    standing: Standing = user.standing
    return standing


def has_role(user: Any, *roles: str) -> bool:
    """The user holds one of these roles today, somewhere it counts."""
    return bool(standing_of(user).roles & set(roles))


def has_role_in(user: Any, entity_id: int, *roles: str) -> bool:
    """The user holds one of these roles today in this entity."""
    return bool(standing_of(user).roles_in(entity_id) & set(roles))


def serves(user: Any, entity: "LocalEntity | int") -> bool:
    """The user has a post today in this entity, so she can act on its behalf."""
    entity_id = entity if isinstance(entity, int) else entity.pk
    return entity_id in standing_of(user).entity_ids


def province_wide(user: Any) -> bool:
    """The user works for every town hall of the province, and sees the rows of all."""
    return standing_of(user).is_province_wide


def keeps_people(user: Any) -> bool:
    """The user looks after people: invites, suspends, calls back."""
    return has_role(user, *KEEPERS)


def needs_second_factor(user: Any) -> bool:
    """A password alone is not enough (ENS, op.acc.6), or an adviser took her lost phone away."""
    if not user.is_authenticated:
        return False
    return user.second_factor_due or has_role(user, *SECOND_FACTOR_REQUIRED)


def rank(user: Any) -> int:
    """How high the user's highest role stands."""
    return max((RANK.get(Role(role), 0) for role in standing_of(user).roles), default=0)


def may_grant(user: Any, role: str) -> bool:
    """One gives only roles below one's own; the operator gives any."""
    if not keeps_people(user):
        return False
    return rank(user) == TOP_RANK or RANK.get(Role(role), 0) < rank(user)


def role_fits(role: str, entity: "LocalEntity") -> bool:
    """Roles of the Diputación's staff are given in the Diputación alone."""
    return role not in PROVINCE_ONLY or entity.kind == EntityKind.PROVINCE


def may_look_after(user: Any, person: "User") -> bool:
    """One looks after those who stand lower, never after oneself; the operator after anybody else."""
    if not keeps_people(user) or user.pk == person.pk:
        return False
    return rank(user) == TOP_RANK or rank(person) < rank(user)


def may_call_back(user: Any, person: "User") -> bool:
    """A lost phone is replaced after a call-back; an operator's never is by phone."""
    return may_look_after(user, person) and not has_role(person, Role.OPERATOR)


def anyone(ctx: Access) -> bool:
    """Anybody, signed in or not."""
    return True


def nobody(ctx: Access) -> bool:
    """Nobody: the address belongs to a library and is closed here."""
    return False


def signed_in(ctx: Access) -> bool:
    """A person who has signed in and may still enter."""
    return bool(ctx.user.is_authenticated and ctx.user.is_active)


def may_see_directory(ctx: Access) -> bool:
    """The directory is for those who work here: whoever has a post today."""
    return bool(standing_of(ctx.user).posts) or standing_of(ctx.user).is_machine_keeper


def may_keep_people(ctx: Access) -> bool:
    """Advisers, heads of service and operators."""
    return keeps_people(ctx.user)


def may_enter_admin(ctx: Access) -> bool:
    """Somebody with a reason to see Wagtail's admin: editors, reviewers and operators."""
    return has_role(ctx.user, *ADMIN_ROLES) and ctx.user.has_perm("wagtailadmin.access_admin")
