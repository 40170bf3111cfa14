"""What a form carries to say for which town hall it was opened."""

from core.acting import acting_token
from people.models import LocalEntity, User


def acting(person: User, entity: LocalEntity, purpose: str) -> str:
    """Return the hidden field of a form that this person opened."""
    return acting_token(user=person, entity=entity, purpose=purpose)
