"""Who may read what, by person. Each predicate is a sentence."""

from typing import TYPE_CHECKING, Any

from cms.enums import Audience
from people.enums import EntityKind
from people.rules import standing_of

if TYPE_CHECKING:
    from cms.models import BasePage, ConcejoDocument, ConcejoImage

# From the widest to the narrowest: the place in this order is how narrow an audience is.
WIDEST_FIRST = (Audience.PUBLIC, Audience.COUNCILS, Audience.PROVINCE)


def narrowest(*audiences: str) -> Audience:
    """Return the narrowest of several audiences."""
    return max((Audience(audience) for audience in audiences), key=WIDEST_FIRST.index)


def of_the_province(user: Any) -> bool:
    """A person who works today at the Diputación."""
    standing = standing_of(user)
    kinds = {entity.kind for entity in standing.entities}
    return standing.is_machine_keeper or EntityKind.PROVINCE in kinds


def audiences_of(user: Any) -> frozenset[Audience]:
    """Return the audiences this person belongs to; a stranger belongs only to the public."""
    if not (user.is_authenticated and user.is_active):
        return frozenset({Audience.PUBLIC})
    if of_the_province(user):
        return frozenset(WIDEST_FIRST)
    return frozenset({Audience.PUBLIC, Audience.COUNCILS})


def may_read(user: Any, page: "BasePage") -> bool:
    """A person within the audience of the page and of everything above it."""
    return page.effective_audience in audiences_of(user)


def may_open(user: Any, medium: "ConcejoImage | ConcejoDocument") -> bool:
    """A person within the audience of an image or a document."""
    return medium.audience in audiences_of(user)


def may_be_told_it_exists(page: "BasePage") -> bool:
    """A page whose existence a stranger may learn: the sign-in page answers for it instead of a 404."""
    return page.effective_audience != Audience.PROVINCE


def is_public(page: "BasePage") -> bool:
    """A page that reads the same for every stranger, so one copy can answer them all."""
    return page.effective_audience == Audience.PUBLIC
