"""A process full of contenders: one thread each, all asking for the same place at the same instant.

Reads an order from a line of its input, {"edition", "control", "contenders": [{"person", "entity", "key",
"delay"}]}, says "ready", reads the hour of the start and answers a line: what each was told.
`tests.bench.lastplace` starts it.
"""

import json
import os
import sys
import threading
import time
from typing import Any, TextIO

import django
from django.db import OperationalError, connection

# Whoever finds the database busy is told to try again, and does, with the same form.
TRIES = 10


def main() -> None:
    """Serve rounds until the input ends."""
    django.setup()
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    for line in sys.stdin:
        answers.write(json.dumps(_round(json.loads(line), answers)) + "\n")


def _round(order: dict[str, Any], answers: TextIO) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = []
    ready = threading.Barrier(len(order["contenders"]) + 1)
    go = threading.Event()
    threads = [
        threading.Thread(target=_contend, args=(order, each, told, ready, go)) for each in order["contenders"]
    ]
    for thread in threads:
        thread.start()
    ready.wait()
    answers.write("ready\n")
    order["at"] = float(sys.stdin.readline())
    go.set()
    for thread in threads:
        thread.join()
    return told


def _contend(
    order: dict[str, Any],
    each: dict[str, Any],
    told: list[dict[str, Any]],
    ready: threading.Barrier,
    go: threading.Event,
) -> None:
    from courses.models import Edition
    from people.models import LocalEntity, User

    try:
        edition = Edition.objects.get(pk=order["edition"])
        person, entity = User.objects.get(pk=each["person"]), LocalEntity.objects.get(pk=each["entity"])
        # Reads her posts before the start, as the page with the button has done.
        _ = person.standing.entity_ids
        connection.close()
        ready.wait()
        go.wait()
        time.sleep(max(0.0, order["at"] + each["delay"] - time.time()))
        began = time.monotonic()
        busy, state = _ask(order, edition, person, entity, each["key"])
        told.append({**each, "state": state, "busy": busy, "seconds": time.monotonic() - began})
    except Exception as error:
        told.append({**each, "error": f"{type(error).__name__}: {error}"})
    finally:
        connection.close()


def _ask(order: dict[str, Any], edition: Any, person: Any, entity: Any, key: str) -> tuple[int, str]:
    from courses.services import apply_for_place

    if order["control"]:
        _count_first(edition)
    for turn in range(TRIES):
        try:
            return turn, apply_for_place(edition=edition, person=person, entity=entity, key=key).state
        except OperationalError:
            if turn == TRIES - 1:
                raise
    raise AssertionError


SEEN = threading.local()


def _count_first(edition: Any) -> None:
    """Count before the lock and believe it afterwards, as systems that oversell do: the control."""
    from core.tenancy import unscoped
    from courses.services.places import applying, moves

    with unscoped("el control cuenta antes de bloquear"):
        SEEN.taken = moves.seats_taken(edition)
    applying.seats_taken = lambda edition: SEEN.taken


if __name__ == "__main__":
    main()
