"""Rows worked on by whoever claims them for a while; a worker that dies simply lets its claim run out."""

from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from django.db import transaction
from django.db.models import Model, Q, QuerySet

LEASE: Final = timedelta(minutes=2)
M = TypeVar("M", bound=Model)


def claim(due: QuerySet[M], *, worker: str, now: datetime, limit: int, lease: timedelta = LEASE) -> list[M]:
    """Reserve up to `limit` free rows of `due` for this worker and return them.

    Two workers never get the same row: PostgreSQL skips locked rows, SQLite has one writer at a time.
    """
    with transaction.atomic(using=due.db):
        free = due.filter(Q(lease_until__isnull=True) | Q(lease_until__lte=now))
        rows = list(free.select_for_update(skip_locked=True)[:limit])
        changes: dict[str, Any] = {"lease_until": now + lease, "leased_by": worker}
        due.model._default_manager.using(due.db).filter(pk__in=[row.pk for row in rows]).update(**changes)
    for row in rows:
        for name, value in changes.items():
            setattr(row, name, value)
    return rows
