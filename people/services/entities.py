"""For whom one works by default."""

from collections.abc import MutableMapping
from typing import Any

from django.db import transaction

from core import audit
from people import rules
from people.models import LocalEntity, User
from people.services.errors import NotServed
from people.sessions import ENTITY_KEY


@transaction.atomic
def choose_default_entity(*, person: User, entity_id: int, session: MutableMapping[str, Any]) -> LocalEntity:
    """Show this entity first from now on, in this session. Official acts name theirs in the URL and the form.

    Errors: NotServed when the person has no post there today.
    """
    chosen = next((e for e in rules.standing_of(person).entities if e.pk == entity_id), None)
    if chosen is None:
        raise NotServed("No trabajas para ese ayuntamiento.")
    session[ENTITY_KEY] = chosen.pk
    audit.record(
        action="people.entity_chosen",
        actor_id=person.pk,
        entity_id=chosen.pk,
        target=f"entity:{chosen.pk}",
        detail={},
    )
    return chosen
