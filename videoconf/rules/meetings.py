"""Who convenes meetings."""

from typing import TYPE_CHECKING, Any

from core.access import Access
from people.rules import serves, standing_of

if TYPE_CHECKING:
    from videoconf.models import Meeting


def may_convene(ctx: Access) -> bool:
    """Whoever has a post today; with an entity in the address, a post in it."""
    entity_id = ctx.kwargs.get("entity_id")
    if entity_id is not None:
        return serves(ctx.user, entity_id)
    return bool(standing_of(ctx.user).posts)


def convenes(user: Any, meeting: "Meeting") -> bool:
    """The meeting is hers: she convened it."""
    return bool(user.is_authenticated and meeting.convened_by_id == user.pk)
