"""Numbers without gaps. The counter row is locked until the caller's transaction ends.

PostgreSQL locks the row; SQLite has one writer at a time, taken at BEGIN because every transaction is
IMMEDIATE (settings/storage.py). The time is taken *after* the lock: taken before it, the order of times is
not the order of numbers.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

import structlog
from django.db import IntegrityError, connections, transaction
from django.db.models import QuerySet
from django.db.transaction import TransactionManagementError

from core import clock
from core.models import NumberSeries

log = structlog.get_logger("concejo.series")
S = TypeVar("S", bound=NumberSeries)


@dataclass(slots=True)
class Turn(Generic[S]):
    """A number taken. Set `head` to the hash of the row written with it, when the series is a chain."""

    series: S
    number: int
    time: datetime
    prev: str
    head: str = ""


@contextmanager
def take(series: QuerySet[S], key: Mapping[str, Any]) -> Iterator[Turn[S]]:
    """Take the next number of the series found by `key`, creating the series when it is the first.

    Pre-conditions: inside `transaction.atomic()`; write the numbered row inside the block.
    Effects: the series row stays locked until the transaction ends; it moves on when the block ends well.
    Errors: TransactionManagementError outside a transaction. A roll-back gives the number back: no gaps.
    """
    _require_transaction(series.db)
    row = _locked(series, key)
    turn = Turn(row, row.last + 1, _time_after(row), row.head)
    yield turn
    row.last, row.head, row.last_time = turn.number, turn.head, turn.time
    row.save(using=series.db, update_fields=["last", "head", "last_time"])


def _require_transaction(using: str) -> None:
    if not connections[using].in_atomic_block:
        raise TransactionManagementError("Un número se toma dentro de transaction.atomic()")


def _locked(series: QuerySet[S], key: Mapping[str, Any]) -> S:
    found = series.select_for_update(of=("self",)).filter(**key).first()
    return found if found is not None else _created(series, key)


def _created(series: QuerySet[S], key: Mapping[str, Any]) -> S:
    try:
        with transaction.atomic(using=series.db):
            series.create(**key)
    except IntegrityError:
        # Somebody else opened the series at the same time; theirs serves as well.
        log.debug("series_created_by_another", key=dict(key))
    return series.select_for_update(of=("self",)).get(**key)


def _time_after(row: NumberSeries) -> datetime:
    now = clock.now()
    if row.last_time is None or now >= row.last_time:
        return now
    log.error("clock_went_back", series=str(row), seconds=(row.last_time - now).total_seconds())
    return row.last_time
