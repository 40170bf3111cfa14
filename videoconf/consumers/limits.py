"""How fast and how many: a bucket per socket and one per person, and the sockets of each person here."""

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

SOCKETS_PER_PERSON: Final = 6
MALFORMED_BEFORE_CLOSING: Final = 5


@dataclass(slots=True)
class Bucket:
    """Lets through `burst` messages at once and `rate` a second after that."""

    rate: float
    burst: float
    left: float = -1.0
    at: float = field(default_factory=time.monotonic)

    def take(self) -> bool:
        """Whether one more may pass now."""
        now = time.monotonic()
        left = self.burst if self.left < 0 else min(self.burst, self.left + (now - self.at) * self.rate)
        self.at, self.left = now, left
        if left < 1:
            return False
        self.left = left - 1
        return True


def socket_bucket() -> Bucket:
    """Return the allowance of one socket: the candidates of five links arrive as a burst."""
    return Bucket(rate=30, burst=150)


def person_bucket() -> Bucket:
    """Return the allowance of one person over all her sockets."""
    return Bucket(rate=60, burst=300)


class People:
    """The sockets of each person in this process."""

    def __init__(self) -> None:
        self._sockets: Counter[int] = Counter()
        self._buckets: dict[int, Bucket] = {}

    def add(self, person_id: int) -> bool:
        """Count one more socket, unless she has too many."""
        if self._sockets[person_id] >= SOCKETS_PER_PERSON:
            return False
        self._sockets[person_id] += 1
        return True

    def remove(self, person_id: int) -> None:
        """Count one less; the last one takes the allowance with it."""
        self._sockets[person_id] -= 1
        if self._sockets[person_id] <= 0:
            del self._sockets[person_id]
            self._buckets.pop(person_id, None)

    def may_send(self, person_id: int) -> bool:
        """Whether one more message of this person may pass now."""
        return self._buckets.setdefault(person_id, person_bucket()).take()


people = People()
