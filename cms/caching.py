"""Answers kept for strangers: the same page for everybody, made once a minute at most."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any, NamedTuple, TypeVar, cast

from django.core.cache import cache
from django.db import transaction

T = TypeVar("T")

SECONDS = 60
VERSION = "cms:public:version"


class Kept(NamedTuple):
    """An answer as it is sent again."""

    content: bytes
    headers: tuple[tuple[str, str], ...]


def key_for(host: str, path: str) -> str:
    """Return the key of an address; publishing anything changes all of them at once."""
    place = sha256(f"{host}{path}".encode()).hexdigest()
    return f"cms:public:{cache.get(VERSION, 0)}:{place}"


def recall(key: str) -> Kept | None:
    """Return what was kept, if it is still fresh."""
    kept: Kept | None = cache.get(key)
    return kept


def keep(key: str, kept: Kept) -> None:
    """Keep an answer for a while."""
    cache.set(key, kept, SECONDS)


def forget_pages(**kwargs: Any) -> None:
    """Forget everything kept: now, and again when the change is written and others can see it."""
    _forget()
    transaction.on_commit(_forget)


def _forget() -> None:
    cache.add(VERSION, 0, None)
    cache.incr(VERSION)


def shared(name: str, make: Callable[[], T]) -> T:
    """Return something that is the same for many people, made again after any publication."""
    return cast(T, cache.get_or_set(f"cms:shared:{cache.get(VERSION, 0)}:{name}", make, SECONDS))
