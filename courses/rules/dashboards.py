"""Who sees how training goes in the whole province."""

from typing import TYPE_CHECKING

from core.access import Access
from people.enums import Role
from people.rules import has_role

if TYPE_CHECKING:
    from people.models import User


def sees_dashboards(person: "User") -> bool:
    """Those of the Diputación who call the town halls or answer for the courses; nobody of a town hall."""
    return has_role(person, Role.HEAD, Role.ADVISER, Role.EDITOR, Role.REVIEWER, Role.OPERATOR)


def may_see_dashboards(ctx: Access) -> bool:
    """Whoever sees the panels may reach their addresses."""
    return sees_dashboards(ctx.user)
