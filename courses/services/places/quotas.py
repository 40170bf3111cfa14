"""Seats kept for some town halls."""

from django.db import transaction

from core import audit
from courses.models import Edition, EditionQuota
from courses.services.places.moves import locked
from people.models import User


def keep_seats(
    *, edition: Edition, label: str, max_population: int | None, seats: int, actor: User
) -> EditionQuota | None:
    """Keep seats for the town halls a label names; none takes the quota of that label away.

    Effects: the row, audit row. The seats are kept until the edition's `reserved_until`.
    """
    with transaction.atomic():
        row = locked(edition.pk)
        row.quotas.filter(label=label).delete()
        limits = {"max_population": max_population, "seats": seats}
        quota = EditionQuota.objects.create(edition=row, label=label, **limits) if seats else None
        audit.record(
            action="courses.edition.quota",
            actor_id=actor.pk,
            entity_id=None,
            target=f"edition:{edition.pk}",
            detail={"label": label, **limits},
        )
    return quota
