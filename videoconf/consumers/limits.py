"""How fast and how many: a bucket per socket and one per person, and the sockets of each person here."""

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

SOCKETS_PER_PERSON: Final = 6
MALFORMED_BEFORE_CLOSING: Final = 5
# What touches the database weighs more than a signal passed on: about eighteen at once, four a second.
HEAVY: Final = (
    *("hello", "resume", "join", "leave", "chat", "media", "picture", "hand", "end"),
    *("publish", "subscribe"),
    *("admit", "deny", "floor_grant", "floor_end", "mute", "remove", "lock", "promote", "phase"),
    *("captioner", "caption", "mark", "poll_open", "poll_vote", "poll_close"),
    *("slide", "slide_stop"),
)
COST: Final = {kind: 8 for kind in HEAVY}


@dataclass(slots=True)
class Bucket:
    """Lets through `burst` messages at once and `rate` a second after that."""

    rate: float
    burst: float
    left: float = -1.0
    at: float = field(default_factory=time.monotonic)

    def take(self, cost: float = 1) -> bool:
        """Whether one more of this cost may pass now."""
        now = time.monotonic()
        left = self.burst if self.left < 0 else min(self.burst, self.left + (now - self.at) * self.rate)
        self.at, self.left = now, left
        if left < cost:
            return False
        self.left = left - cost
        return True


def socket_bucket() -> Bucket:
    """Return the allowance of one socket: the candidates of five links arrive as a burst."""
    return Bucket(rate=30, burst=150)


def typing_bucket() -> Bucket:
    """Return how many pieces of a line one socket may pass on: each goes to everybody in the room."""
    return Bucket(rate=8, burst=24)


def room_bucket() -> Bucket:
    """Return how many pieces a second this process passes on in one room, whoever writes them.

    Five people writing at once are read whole; with two hundred the screens show a part of each line, and the
    finished ones, instead of a process busy with half-written words.
    """
    return Bucket(rate=40, burst=120)


def person_bucket() -> Bucket:
    """Return the allowance of one person over all her sockets."""
    return Bucket(rate=60, burst=300)


class People:
    """The sockets of each person in this process."""

    def __init__(self) -> None:
        self._sockets: Counter[int | str] = Counter()
        self._buckets: dict[int | str, Bucket] = {}

    def add(self, person_id: int | str) -> bool:
        """Count one more socket, unless she has too many."""
        if self._sockets[person_id] >= SOCKETS_PER_PERSON:
            return False
        self._sockets[person_id] += 1
        return True

    def remove(self, person_id: int | str) -> None:
        """Count one less; the last one takes the allowance with it."""
        self._sockets[person_id] -= 1
        if self._sockets[person_id] <= 0:
            del self._sockets[person_id]
            self._buckets.pop(person_id, None)

    def forget_all(self) -> None:
        """Begin again with nobody connected."""
        self._sockets.clear()
        self._buckets.clear()

    def may_send(self, person_id: int | str, cost: float = 1) -> bool:
        """Whether one more message of this person may pass now."""
        if person_id not in self._buckets:
            self._buckets[person_id] = person_bucket()
        return self._buckets[person_id].take(cost)


class Rooms:
    """What each room of this process may still pass on of half-written lines."""

    def __init__(self) -> None:
        self._buckets: dict[int, Bucket] = {}

    def may_type(self, room_id: int) -> bool:
        """Whether one more piece of a line may go to everybody in this room now."""
        if room_id not in self._buckets:
            self._forget_the_quiet()
            self._buckets[room_id] = room_bucket()
        return self._buckets[room_id].take()

    def _forget_the_quiet(self) -> None:
        # After a minute without a word any allowance is whole again: a new one is the same.
        before = time.monotonic() - 60
        self._buckets = {room: bucket for room, bucket in self._buckets.items() if bucket.at > before}

    def forget_all(self) -> None:
        """Begin again with every room quiet."""
        self._buckets.clear()


people = People()
rooms = Rooms()
