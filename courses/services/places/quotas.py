"""Seats kept for some town halls."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from core import audit
from core.tenancy import unscoped
from courses.models import Edition, EditionQuota
from courses.services.places.moves import locked
from courses.services.places.promotion import promote
from people.models import LocalEntity, User


@dataclass(frozen=True, slots=True)
class Limits:
    """Which town halls some seats are kept for; what is empty does not narrow."""

    max_population: int | None = None
    kind: str = ""
    comarca: str = ""
    entity: LocalEntity | None = None


def keep_seats(
    *,
    edition: Edition,
    label: str,
    seats: int,
    actor: User,
    limits: Limits | None = None,
    until: datetime | None = None,
) -> EditionQuota | None:
    """Keep seats for the town halls a label names; none takes the quota of that label away.

    Effects: the row, audit row; `until` becomes the edition's `reserved_until`, after which every quota of it
    is anybody's. Seats that are no longer kept are offered to those who wait.
    """
    narrow = limits or Limits()
    with transaction.atomic(), unscoped("el cupo cuenta las plazas de todos los ayuntamientos"):
        row = locked(edition.pk)
        row.quotas.filter(label=label).delete()
        values = {name: getattr(narrow, name) for name in ("max_population", "kind", "comarca", "entity")}
        quota = (
            EditionQuota.objects.create(edition=row, label=label, seats=seats, **values) if seats else None
        )
        if until:
            row.reserved_until = until
            row.save(update_fields=["reserved_until"])
        promote(row)
        audit.record(
            action="courses.edition.quota",
            actor_id=actor.pk,
            entity_id=narrow.entity.pk if narrow.entity else None,
            target=f"edition:{edition.pk}",
            detail={
                "label": label,
                "max_population": narrow.max_population,
                "seats": seats,
                "until": until.isoformat() if until else None,
            },
        )
    return quota
