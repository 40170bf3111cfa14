"""A process that serves contenders as a web worker does: ten threads, each taking the next who has come.

Reads an order from a line of its input, {"edition", "control", "contenders": [{"person", "entity", "key",
"delay"}]}, says "ready", reads the hour of the start and answers a line: what each was told, a state, a
refusal («inténtalo otra vez») or an error. `tests.bench.lastplace` starts it.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import django
from django.db import OperationalError, connection

# What a process of the product has: as many connections, so nobody waits for one.
THREADS = 10
# Whoever is told to try again does, with the same form.
TRIES = 10
# The control: long enough for the threads of all the processes to count before the first of them writes.
PAUSE = 0.5


def main() -> None:
    """Serve rounds until the input ends."""
    django.setup()
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    with ThreadPoolExecutor(THREADS) as pool:
        for line in sys.stdin:
            order = json.loads(line)
            _open(order)
            answers.write("ready\n")
            at = float(sys.stdin.readline())
            waiting = iter(sorted(order["contenders"], key=lambda each: each["delay"]))
            lock = threading.Lock()
            served = [pool.submit(_serve, order, at, waiting, lock) for _ in range(THREADS)]
            told = [answer for thread in served for answer in thread.result()]
            answers.write(json.dumps(told) + "\n")


def _open(order: dict[str, Any]) -> None:
    """Read what the page with the button has read before: who she is and her posts."""
    for each in order["contenders"]:
        _who(each["person"], each["entity"])
    connection.close()


@cache
def _who(person: int, entity: int) -> tuple[Any, Any]:
    from people.models import LocalEntity, User

    found = User.objects.get(pk=person), LocalEntity.objects.get(pk=entity)
    _ = found[0].standing.entity_ids
    return found


def _serve(
    order: dict[str, Any], at: float, waiting: Iterator[dict[str, Any]], lock: threading.Lock
) -> list[dict[str, Any]]:
    told = []
    while True:
        with lock:
            each = next(waiting, None)
        if each is None:
            return told
        time.sleep(max(0.0, at + each["delay"] - time.time()))
        began = time.monotonic()
        answer = _contend(order, each)
        told.append({**each, **answer, "seconds": time.monotonic() - began})


def _contend(order: dict[str, Any], each: dict[str, Any]) -> dict[str, Any]:
    from courses.models import Edition

    try:
        edition = Edition.objects.get(pk=order["edition"])
        if order["control"]:
            _count_first(edition)
        return _ask(edition, *_who(each["person"], each["entity"]), each["key"])
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}
    finally:
        # As at the end of every request.
        connection.close()


def _ask(edition: Any, person: Any, entity: Any, key: str) -> dict[str, Any]:
    from core.turns import is_busy
    from courses.services import apply_for_place

    for turn in range(TRIES):
        try:
            given = apply_for_place(edition=edition, person=person, entity=entity, key=key)
        except OperationalError as error:
            if not is_busy(error):
                raise
            said = f"{type(error).__name__}: {error}"
        else:
            return {"state": given.state, "busy": turn}
    return {"refused": said, "busy": TRIES}


SEEN = threading.local()


def _count_first(edition: Any) -> None:
    """Count before the turn, the transaction and the lock, and believe it afterwards: the control."""
    from core.tenancy import unscoped
    from courses.services.places import applying, moves

    with unscoped("el control cuenta antes de bloquear"):
        SEEN.taken = moves.seats_taken(edition)
    applying.seats_taken = lambda edition: SEEN.taken
    time.sleep(PAUSE)


if __name__ == "__main__":
    main()
