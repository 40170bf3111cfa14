"""A form sent twice acts once: the same key with the same content gets the same answer."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Any, Final

from django.db import IntegrityError, transaction

from core import clock
from core.chain import canonical
from core.errors import Conflict
from core.models import IdempotencyRecord
from core.turns import in_turn

FIELD: Final = "idempotency_key"
KEPT_FOR: Final = timedelta(days=30)


class KeyReused(Conflict):
    """The key came again with other content."""


class KeyMissing(Conflict):
    """The form came without its key, or with one we did not give."""


def fingerprint(content: Mapping[str, Any]) -> str:
    """Return a short mark of the content of a form, to tell a repetition from another act."""
    return sha256(canonical(content)).hexdigest()


def once(
    *, key: str, purpose: str, actor_id: int | None, fingerprint: str, act: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """Run `act` the first time this key comes, and give its answer back every other time.

    Effects: the answer is kept in the same transaction as the act; a second request in parallel waits for it.
    Errors: KeyReused when the content differs; KeyMissing. A failed act keeps nothing: it may be retried.
    """
    if not (8 <= len(key) <= 64 and key.isprintable()):
        raise KeyMissing("A esta página le falta un dato. Ábrela de nuevo y repite el envío.")
    place = {"purpose": purpose, "actor_id": actor_id or 0, "key": key}
    with in_turn(), transaction.atomic():
        record = _reserved(place, fingerprint)
        if record is None:
            return _known(place, fingerprint)
        record.answer = act()
        record.save(update_fields=["answer"])
        return dict(record.answer)


def _reserved(place: Mapping[str, Any], mark: str) -> IdempotencyRecord | None:
    # Inserting first makes a parallel request wait on the unique index until this act is committed.
    try:
        with transaction.atomic():
            return IdempotencyRecord.objects.create(
                **place, fingerprint=mark, answer={}, created_at=clock.now()
            )
    except IntegrityError:
        return None


def _known(place: Mapping[str, Any], mark: str) -> dict[str, Any]:
    record = IdempotencyRecord.objects.get(**place)
    if record.fingerprint != mark:
        raise KeyReused("Este formulario ya se envió con otros datos. Ábrelo de nuevo para hacer otro envío.")
    return dict(record.answer)


def forget_old() -> int:
    """Delete answers nobody will ask for again; return how many."""
    return IdempotencyRecord.objects.filter(created_at__lt=clock.now() - KEPT_FOR).delete()[0]
