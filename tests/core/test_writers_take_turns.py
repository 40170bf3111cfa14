"""Threads that write at once line up on SQLite, and whoever waits too long is told."""

import sqlite3
import threading

import pytest
from django.db import OperationalError, connection, transaction

from core.turns import LongLine, in_turn, is_busy

pytestmark = pytest.mark.django_db(transaction=True)


def in_a_thread(patience: float) -> list[str]:
    """What comes of waiting for a turn from another thread."""
    said: list[str] = []

    def wait() -> None:
        try:
            with in_turn(patience):
                said.append("su turno")
        except LongLine:
            said.append("demasiada cola")
        finally:
            connection.close()

    thread = threading.Thread(target=wait)
    thread.start()
    thread.join()
    return said


def test_one_writes_while_another_waits_and_tires():
    alone = connection.vendor == "sqlite"
    with in_turn():
        assert in_a_thread(0.05) == ["demasiada cola" if alone else "su turno"]
    assert in_a_thread(5) == ["su turno"]


def test_inside_a_transaction_nobody_lines_up_again():
    with in_turn(), transaction.atomic(), in_turn(0.05):
        assert in_a_thread(0.05) == ["demasiada cola" if connection.vendor == "sqlite" else "su turno"]


def test_a_fault_gives_the_turn_back():
    with pytest.raises(ZeroDivisionError), in_turn():
        _ = 1 / 0
    assert in_a_thread(5) == ["su turno"]


def caused(cause: Exception | None) -> OperationalError:
    error = OperationalError("no se puede")
    error.__cause__ = cause
    return error


def test_only_what_can_be_tried_again_is_busy(tmp_path):
    with sqlite3.connect(tmp_path / "a") as one, sqlite3.connect(tmp_path / "a", timeout=0) as two:
        one.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError) as locked:
            two.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError) as wrong:
            two.execute("SELECT * FROM nada")
    deadlock = type("DeadlockDetected", (Exception,), {})()
    errors = (
        LongLine(),
        caused(locked.value),
        caused(deadlock),
        caused(wrong.value),
        caused(None),
        KeyError(),
    )
    assert [is_busy(error) for error in errors] == [True, True, True, False, False, False]
