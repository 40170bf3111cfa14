"""The access table and the URLconf say the same: no address without a rule, no rule without an address."""

from types import SimpleNamespace

from django.urls import include, path

from core import access
from tests.architecture.urlconf import Pattern, patterns, walk


def undeclared(found: list[Pattern]) -> list[str]:
    """Return the addresses that neither a row nor an include of the table covers."""
    known = access.table()
    return [
        f"/{pattern.route} ({pattern.name or 'sin nombre'})"
        for pattern in found
        if ("url", pattern.name) not in known and not access.include_for(pattern.route)
    ]


def stale(found: list[Pattern]) -> list[str]:
    """Return the rows that name an address that is no longer there."""
    names, routes = {pattern.name for pattern in found}, [pattern.route for pattern in found]
    gone = [name for kind, name in access.table() if kind == "url" and name not in names]
    empty = [
        name
        for kind, name in access.table()
        if kind == "include" and not any(route.startswith(name) for route in routes)
    ]
    return sorted([*gone, *empty])


def test_every_address_is_declared():
    assert undeclared(list(patterns())) == []


def test_every_row_has_an_address():
    ours = [name for name in stale(list(patterns())) if not name.startswith("demo")]
    assert ours == []


def test_an_undeclared_address_and_a_stale_row_are_caught():
    planted_urls = [path("nuevo/", include([path("secreto/", print, name="secret")]))]
    planted = list(walk(SimpleNamespace(url_patterns=planted_urls)))
    assert undeclared(planted) == ["/nuevo/secreto/ (secret)"]
    assert "alive" in stale(planted)
