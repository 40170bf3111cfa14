"""Asks every address with every method as everybody, and writes the answers down as letters."""

import copy
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

LETTERS = {200: "2", 400: "x", 403: "4", 404: "0", 405: "5", 409: "9", 413: "x", 429: "m", 503: "s"}
# Written by the machinery of a visit and not by what the visit does; a refused code leaves its audit row.
OF_THE_VISIT = (
    "django_session",
    "usersessions_usersession",
    "people_user",
    "core_auditentry",
    "core_auditseries",
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# What an address that carries a secret may say instead.
STRICTER = {"Referrer-Policy": "no-referrer"}
# Methods that no row declares are asked by these three alone: nobody, somebody and who may do most.
FEW = ("nadie", "secretaria", "operadora")
UNDECLARED = ("PUT", "PATCH", "DELETE", "OPTIONS")


@dataclass
class Look:
    """What one address answered to everybody."""

    letters: dict[str, str]
    written: list[str] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)


def letter(answer: Any) -> str:
    """Return one letter for an answer: the sign-in page is told from any other redirection."""
    if answer.status_code in (301, 302):
        return "e" if answer["Location"].startswith(reverse("account_login")) else "r"
    return LETTERS.get(answer.status_code, "?")


@contextmanager
def undone() -> Iterator[None]:
    """Take back whatever happens inside, so that no answer depends on the one before."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def note(verb: str, sql: str, seen: list[str]) -> None:
    """Remember a statement that changes a table of ours."""
    table = sql.split('"')[1] if '"' in sql else sql
    if verb in ("INSERT", "UPDATE", "DELETE", "REPLACE") and table not in OF_THE_VISIT:
        seen.append(f"{verb} {table}")


@contextmanager
def writes() -> Iterator[list[str]]:
    """Note every statement that changes a table."""
    seen: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        note(sql.split(maxsplit=1)[0], sql, seen)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield seen


def lacking(headers: Mapping[str, str]) -> list[str]:
    """Return the headers that an answer should carry and does not."""
    held = {name: {value, STRICTER.get(name, value)} for name, value in HEADERS.items()}
    missing = [name for name, values in held.items() if headers.get(name) not in values]
    return missing if "Content-Security-Policy" in headers else [*missing, "Content-Security-Policy"]


def ask(browser: Client, method: str, path: str) -> Any:
    """Ask once, without keeping what it did: neither in the database nor in the browser."""
    cookies = copy.deepcopy(browser.cookies)
    cache.clear()
    with undone():
        answer = browser.generic(method, path, content_type="application/x-www-form-urlencoded")
    browser.cookies = cookies
    return answer


def look(browsers: dict[str, Client], path: str) -> Look:
    """Ask one address with every method."""
    with writes() as written:
        got = [ask(browser, "GET", path) for browser in browsers.values()]
    letters = {"GET": "".join(map(letter, got))}
    letters["POST"] = "".join(letter(ask(browser, "POST", path)) for browser in browsers.values())
    for method in UNDECLARED:
        letters[method] = "".join(letter(ask(browsers[role], method, path)) for role in FEW)
    bare = sorted({name for answer in got for name in lacking(answer.headers)})
    return Look(letters, written, bare)
