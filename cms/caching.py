"""Answers kept for strangers: the same page for everybody, made once a minute at most."""

from hashlib import sha256
from typing import Any, NamedTuple

from django.core.cache import cache

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
    """Forget every kept answer."""
    cache.add(VERSION, 0, None)
    cache.incr(VERSION)
