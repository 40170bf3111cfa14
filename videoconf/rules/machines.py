"""Who looks after the machines."""

from core.access import Access
from people.enums import Role
from people.rules import has_role


def keeps_the_machines(ctx: Access) -> bool:
    """Operators, and the account that was made with the site."""
    return has_role(ctx.user, Role.OPERATOR)
