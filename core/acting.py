"""For whom an official act is done: the entity travels in the signed form, not in the session.

A person with two town halls open in two tabs must never act for the wrong one, so the form says for which one
it was opened, and whoever receives it compares that with the entity of the address.
"""

from typing import Any, Final, Protocol

from django.core import signing

from core.errors import Conflict

HOURS: Final = 12
_SALT: Final = "core.acting"


class HasKey(Protocol):
    """Anything with a primary key: core knows neither the person's model nor the entity's."""

    pk: Any


class ActingRefused(Conflict):
    """The form was opened for another entity, by another person, for another act, or too long ago."""


def acting_token(*, user: HasKey, entity: HasKey, purpose: str) -> str:
    """Return the signed statement that this person opened this form for this entity."""
    return signing.dumps({"u": user.pk, "e": entity.pk, "p": purpose}, salt=_SALT)


def read_acting_token(token: str, *, user: HasKey, purpose: str) -> int:
    """Return the entity the form was opened for; raise ActingRefused with the reason in Spanish."""
    try:
        stated = signing.loads(token, salt=_SALT, max_age=HOURS * 3600)
    except signing.SignatureExpired:
        raise ActingRefused("Esta página llevaba abierta demasiado tiempo. Ábrela de nuevo.") from None
    except signing.BadSignature:
        raise ActingRefused(
            "No sabemos para qué ayuntamiento se abrió esta página. Ábrela de nuevo."
        ) from None
    if stated["u"] != user.pk:
        raise ActingRefused("Esta página la abrió otra persona. Ábrela de nuevo con tu cuenta.")
    if stated["p"] != purpose:
        raise ActingRefused("Esta página se abrió para otro trámite. Ábrela de nuevo.")
    return int(stated["e"])


def require_acting(token: str, *, user: HasKey, purpose: str, entity_id: int) -> None:
    """Refuse unless the form was opened for the entity of the address."""
    if read_acting_token(token, user=user, purpose=purpose) != entity_id:
        raise ActingRefused("Esta página se abrió para otro ayuntamiento. Ábrela de nuevo para este.")
