"""System checks of the mechanisms."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from core import access


@dataclass(frozen=True, slots=True)
class Address:
    """A pattern of the URLconf, with the names the resolver gives it."""

    route: str
    name: str
    module: str


def addresses(resolver: URLResolver | None = None) -> Iterator[Address]:
    """Give every pattern of the URLconf."""
    yield from _walk(resolver or get_resolver(), "", ())


def _walk(resolver: URLResolver, prefix: str, spaces: tuple[str, ...]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, route, (*spaces, entry.namespace) if entry.namespace else spaces)
        elif isinstance(entry, URLPattern):
            name = ":".join((*spaces, entry.name or entry.lookup_str))
            yield Address(route, name, entry.callback.__module__)


def undeclared(found: Sequence[Address]) -> list[Address]:
    """Return the addresses that no row answers for."""
    known = access.table()
    return [one for one in found if access.place_of(one.name, one.route, one.module) not in known]


def stale(found: Sequence[Address]) -> list[str]:
    """Return the rows that name an address that is not there."""
    names = {one.name for one in found}
    routes = [one.route.removeprefix("^") for one in found]
    return [
        name
        for kind, name in access.table()
        if (kind == "url" and name not in names)
        or (kind == "include" and not any(route.startswith(name) for route in routes))
    ]


@register()
def access_table_is_whole(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """core.E001: an address without a row. core.E002: a row without an address."""
    found = list(addresses())
    missing = [
        Error(f"«/{one.route}» ({one.name}) no está en la tabla de acceso", id="core.E001")
        for one in undeclared(found)
    ]
    gone = [Error(f"La fila «{name}» no nombra ninguna dirección", id="core.E002") for name in stale(found)]
    return [*missing, *gone]
