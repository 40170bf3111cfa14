"""The URLconf laid flat: every pattern with the name the access table knows it by."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern


@dataclass(frozen=True, slots=True)
class Pattern:
    """One address: its route as written, its full name, the methods its view can answer."""

    route: str
    name: str
    view: str


def patterns(urlconf: str | None = None) -> Iterator[Pattern]:
    """Give every pattern of the site."""
    yield from walk(get_resolver(urlconf))


def walk(resolver: URLResolver, prefix: str = "", namespace: str = "") -> Iterator[Pattern]:
    """Give the patterns below a resolver."""
    for entry in resolver.url_patterns:
        route = prefix + _route(entry)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from walk(entry, route, inner)
        elif isinstance(entry, URLPattern):
            yield Pattern(route, f"{namespace}{entry.name or ''}", entry.lookup_str)


def _route(entry: URLPattern | URLResolver) -> str:
    text = str(entry.pattern)
    return text.removeprefix("^").removesuffix("$") if isinstance(entry.pattern, RegexPattern) else text
