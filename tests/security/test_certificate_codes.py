"""Row 27: codes have ≥ 100 random bits as measured, are never reused, and cannot be tried for ever."""

import math
import random
from collections import Counter
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.test import Client

from courses.services.certificates.codes import new_code
from courses.views.certificates import checking
from tests import cast

MANY = 10_000
LEAST_BITS = 100
A_MINUTE = 30


def measured(make: Callable[[], str]) -> tuple[float, int]:
    """Return the random bits of so many codes, summed position by position, and how many came twice."""
    codes = [make().replace("-", "") for _ in range(MANY)]
    positions = [Counter(signs) for signs in zip(*codes, strict=True)]
    bits = sum(-sum(n / MANY * math.log2(n / MANY) for n in seen.values()) for seen in positions)
    return bits, MANY - len(set(codes))


def tries(client: Client) -> int:
    """Return how many codes one address may try before it is told to wait."""
    cache.clear()
    answers = (client.get(f"/certificado/{new_code()}/").status_code for _ in range(A_MINUTE + 10))
    return next((turn for turn, status in enumerate(answers) if status == 429), A_MINUTE + 10)


def reused(place) -> bool:
    """Say whether the code of a certificate can be given to another, or freed to be given again."""
    first = cast.a_certificate(place, code=new_code())
    try:
        with transaction.atomic():
            type(first).objects.create(**{**_fields(first), "version": 2})
    except DatabaseError:
        return False
    return True


def _fields(certificate) -> dict:
    names = ("enrolment", "kind", "snapshot", "pdf", "sha256", "code", "issued_at")
    return {name: getattr(certificate, name) for name in names}


@pytest.mark.slow
@pytest.mark.django_db
def test_codes_cannot_be_guessed(client: Client, scorecard, monkeypatch):
    bits, twice = measured(new_code)
    tried = tries(client)
    again = reused(cast.a_place(cast.an_edition(), cast.a_secretary(1)))
    faults = [bits < LEAST_BITS, twice > 0, tried > A_MINUTE, again]
    unit = f"fallos ({bits:.1f} bits y {twice} repetidos en {MANY} códigos; {tried} intentos por minuto)"
    control, weak_bits, free = _unguarded(client, monkeypatch)
    scorecard("27", sum(faults), unit, "0", control=control)
    print(f"códigos: {bits:.2f} bits, {twice} repetidos, {tried} intentos por minuto")  # noqa: T201  (a figure)

    assert faults == [False] * 4
    assert (weak_bits < LEAST_BITS, free > A_MINUTE) == (True, True)


def _unguarded(client, monkeypatch) -> tuple[str, float, int]:
    """Say what the same measure finds of weak codes, and of a page without its limit."""
    weak = random.Random(7)
    weak_bits, twice = measured(lambda: f"{weak.randrange(10**8):08d}")
    monkeypatch.setattr(checking, "LIMITS", {})
    free = tries(client)
    said = f"con 8 cifras se miden {weak_bits:.1f} bits y {twice} repetidos; sin límite pasan {free} intentos"
    return said, weak_bits, free
