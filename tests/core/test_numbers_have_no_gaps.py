"""Number series under many writers: no gap, no duplicate, the order of times is the order of numbers."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections, transaction
from django.db.transaction import TransactionManagementError

from core import audit, clock, series
from core.models import AuditEntry, AuditSeries

KEY = {"name": "prueba"}


def number() -> int:
    with transaction.atomic(), series.take(AuditSeries.objects.all(), KEY) as turn:
        return turn.number


def in_parallel(threads: int, work: Callable[[], None]) -> list[BaseException]:
    """Run `work` in so many threads at once, each with its own connection, and return what failed."""
    failures: list[BaseException] = []
    start = threading.Barrier(threads)

    def run() -> None:
        try:
            start.wait()
            work()
        except BaseException as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    crew = [threading.Thread(target=run) for _ in range(threads)]
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()
    return failures


@pytest.mark.django_db(transaction=True)
def test_many_writers_leave_no_gap_no_duplicate_and_keep_the_order_of_time():
    before = AuditEntry.objects.count()

    def write() -> None:
        for turn in range(20):
            with transaction.atomic():
                audit.record(action="prueba", actor_id=1, entity_id=None, target="x", detail={"turn": turn})

    assert in_parallel(6, write) == []
    rows = list(AuditEntry.objects.order_by("number").values_list("number", "recorded_at"))
    assert [row[0] for row in rows] == list(range(1, before + 121))
    assert [row[1] for row in rows] == sorted(row[1] for row in rows)
    assert audit.verify().ok


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_writers_collide(monkeypatch):
    """The control: read without locking, outside the write transaction, as a naive series would."""
    taken: list[int] = []
    together = threading.Barrier(4)

    def read_without_lock(rows, key):
        found = rows.get(**key)
        together.wait(timeout=10)
        return found

    number()
    monkeypatch.setattr(series, "_locked", read_without_lock)
    monkeypatch.setattr(series, "_require_transaction", lambda using: None)

    def write() -> None:
        with series.take(AuditSeries.objects.all(), KEY) as turn:
            taken.append(turn.number)

    in_parallel(4, write)
    assert len(set(taken)) < len(taken)


@pytest.mark.django_db(transaction=True)
def test_two_writers_may_open_the_same_series_at_once():
    taken: list[int] = []
    assert in_parallel(4, lambda: taken.append(number())) == []
    assert sorted(taken) == [1, 2, 3, 4]


@pytest.mark.django_db
def test_a_rolled_back_act_gives_its_number_back():
    assert number() == 1
    with transaction.atomic():
        assert number() == 2
        transaction.set_rollback(True)
    assert number() == 2


@pytest.mark.django_db
def test_a_block_that_fails_does_not_move_the_series():
    with transaction.atomic():
        with pytest.raises(KeyError), series.take(AuditSeries.objects.all(), KEY):
            raise KeyError
        with series.take(AuditSeries.objects.all(), KEY) as turn:
            assert turn.number == 1


@pytest.mark.django_db(transaction=True)
def test_a_number_is_never_taken_outside_a_transaction():
    with pytest.raises(TransactionManagementError), series.take(AuditSeries.objects.all(), KEY):
        pytest.fail("taken")


@pytest.mark.django_db
def test_a_clock_that_goes_back_does_not_take_the_series_with_it(monkeypatch):
    late = datetime(2026, 10, 25, 2, 59, tzinfo=UTC)
    times = []
    for moment in (late, late - timedelta(hours=3), late + timedelta(seconds=1)):
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        with transaction.atomic(), series.take(AuditSeries.objects.all(), KEY) as turn:
            times.append(turn.time)
    assert times == [late, late, late + timedelta(seconds=1)]


def test_sqlite_takes_its_lock_when_a_transaction_begins():
    if connection.vendor == "sqlite":
        assert connection.transaction_mode == "IMMEDIATE"
