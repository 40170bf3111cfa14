"""Who may reach what. One table, deny by default; the same question for pages and for sockets.

A rule is a named function of an `Access`. What is not in the table is refused.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.utils.module_loading import import_string

SAFE_METHODS: Final = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class Access:
    """One question: may this user do this?"""

    user: Any
    action: str
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    # What a rule may need beyond the user: the participant of a room, say.
    subject: Any = None


Rule = Callable[[Access], bool]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `rules` maps an HTTP method or a consumer's action to its rule."""

    kind: str
    name: str
    rules: Mapping[str, Rule]


def url(name: str, **rules: Rule) -> Row:
    """Declare a URL by its full name (`app:name`) and a rule for each method. HEAD follows GET."""
    return Row("url", name, rules)


def include(prefix: str, rule: Rule) -> Row:
    """Declare a library's whole include by its path prefix, as one row. It never covers a view of ours."""
    if not prefix.endswith("/"):
        raise ValueError("El prefijo de una biblioteca termina en «/»: si no, cubriría también otras páginas")
    return Row("include", prefix, {"*": rule})


def consumer(name: str, **rules: Rule) -> Row:
    """Declare a consumer: `connect` and one rule for each kind of message."""
    return Row("consumer", name, rules)


@cache
def table() -> Mapping[tuple[str, str], Row]:
    """Return the site's table by (kind, name); a name declared twice is an error."""
    rows: tuple[Row, ...] = import_string(settings.ACCESS_TABLE)
    known = {(row.kind, row.name): row for row in rows}
    if len(known) != len(rows):
        raise ValueError("Hay dos filas iguales en la tabla de acceso")
    return known


def rule_for(kind: str, name: str, action: str) -> Rule | None:
    """Return the rule that answers, or None when nobody declared it."""
    row = table().get((kind, name))
    if row is None:
        return None
    return row.rules.get("GET" if action == "HEAD" else action) or row.rules.get("*")


def include_for(path: str) -> str | None:
    """Return the longest declared prefix that holds this path (without its first slash)."""
    prefixes = [name for kind, name in table() if kind == "include" and path.startswith(name)]
    return max(prefixes, key=len, default=None)


def is_ours(module: str) -> bool:
    """Say whether a view is written here: then its own row is needed, a library's include does not do."""
    return module.partition(".")[0] in {*settings.OUR_APPS, "config", "demo"}


def place_of(name: str, route: str, module: str) -> tuple[str, str]:
    """Return which row answers for a view; ("include", "") when none does."""
    if ("url", name) in table() or is_ours(module):
        return "url", name
    return "include", include_for(route.removeprefix("^")) or ""


def allowed(kind: str, name: str, ctx: Access) -> bool:
    """Answer the question; what is not declared is refused."""
    rule = rule_for(kind, name, ctx.action)
    return rule is not None and rule(ctx)


def flat(rows: Iterable[Row] | None = None) -> list[dict[str, Any]]:
    """Return the table as plain values: a row for each rule of each name, with the methods it answers."""
    lines = []
    for row in table().values() if rows is None else rows:
        by_rule: dict[str, list[str]] = {}
        for method, rule in row.rules.items():
            methods = ("GET", "HEAD") if row.kind == "url" and method == "GET" else (method,)
            by_rule.setdefault(f"{rule.__module__}.{rule.__qualname__}", []).extend(methods)
        lines += [
            {"kind": row.kind, "name": row.name, "methods": methods, "rule": rule}
            for rule, methods in by_rule.items()
        ]
    return lines
