"""The access table: deny by default, for pages and for sockets, and a check that nothing escapes it."""

import json
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import include, path, resolve

from core import access, checks
from core.access import Access
from core.middleware import AccessMiddleware


def anyone(ctx: Access) -> bool:
    return True


def members(ctx: Access) -> bool:
    return bool(ctx.user.is_authenticated)


def hosts(ctx: Access) -> bool:
    return ctx.subject == "host"


TABLE = (
    access.url("open", GET=anyone),
    access.url("room:door", GET=members, POST=members),
    access.url("listed-options", OPTIONS=anyone),
    access.include("library/", members),
    access.consumer("room", connect=members, chat=anyone, end=hosts),
)


def view(request: HttpRequest, **kwargs: str) -> HttpResponse:
    return HttpResponse("dentro")


def foreign(request: HttpRequest) -> HttpResponse:
    return HttpResponse("biblioteca")


view.__module__, foreign.__module__ = "core.views", "some_library.views"
urlpatterns = [
    path("abierta/", view, name="open"),
    path("opciones/", view, name="listed-options"),
    path("sala/", include(([path("<slug:key>/", view, name="door")], "room"))),
    path("olvidada/", view, name="forgotten"),
    path("library/", include(([path("x/", foreign, name="x"), path("ours/", view, name="ours")], "lib"))),
    path("librarian/", foreign, name="librarian"),
]


@pytest.fixture(autouse=True)
def _own_table(settings) -> Iterator[None]:
    settings.ACCESS_TABLE = f"{__name__}.TABLE"
    settings.ROOT_URLCONF, settings.LOGIN_URL = __name__, "/entrar/"
    access.table.cache_clear()
    yield
    access.table.cache_clear()


STRANGER, MEMBER = AnonymousUser(), SimpleNamespace(is_authenticated=True)
# user, method, path -> what happens, written by hand.
ANSWERS = [
    (STRANGER, "GET", "/abierta/", "in"),
    (STRANGER, "HEAD", "/abierta/", "in"),
    (STRANGER, "POST", "/abierta/", "refused"),
    (STRANGER, "OPTIONS", "/abierta/", "refused"),
    (STRANGER, "OPTIONS", "/opciones/", "in"),
    (STRANGER, "GET", "/sala/a/", "sign in"),
    (STRANGER, "HEAD", "/sala/a/", "sign in"),
    (STRANGER, "POST", "/sala/a/", "refused"),
    (MEMBER, "GET", "/sala/a/", "in"),
    (MEMBER, "POST", "/sala/a/", "in"),
    (MEMBER, "DELETE", "/sala/a/", "refused"),
    (STRANGER, "GET", "/olvidada/", "sign in"),
    (MEMBER, "GET", "/olvidada/", "refused"),
    (STRANGER, "GET", "/library/x/", "sign in"),
    (MEMBER, "GET", "/library/x/", "in"),
    (MEMBER, "PROPFIND", "/library/x/", "in"),
    (MEMBER, "GET", "/library/ours/", "refused"),
    (MEMBER, "GET", "/librarian/", "refused"),
]


def ask(user, method: str, place: str) -> str:
    request = RequestFactory().generic(method, place)
    request.user, request.resolver_match = user, resolve(place)
    middleware = AccessMiddleware(view)
    try:
        answer = middleware.process_view(request, view, (), request.resolver_match.kwargs)
    except PermissionDenied:
        return "refused"
    if answer is None:
        return "in"
    return "sign in" if f"next={place}" in answer["Location"] else answer["Location"]


@pytest.mark.parametrize(("user", "method", "place", "expected"), ANSWERS, ids=str)
def test_each_question_has_its_answer(user, method, place, expected):
    assert ask(user, method, place) == expected


def test_a_table_that_says_yes_to_everything_would_let_all_in(monkeypatch):
    monkeypatch.setattr(access, "allowed", lambda *args: True)
    assert {ask(*row[:3]) for row in ANSWERS} == {"in"}


@pytest.mark.parametrize(
    ("name", "action", "subject", "expected"),
    [
        ("room", "connect", None, True),
        ("room", "chat", None, True),
        ("room", "end", None, False),
        ("room", "end", "host", True),
        ("room", "unheard of", "host", False),
        ("another", "connect", "host", False),
    ],
)
def test_a_socket_asks_for_each_message(name, action, subject, expected):
    assert access.allowed("consumer", name, Access(MEMBER, action, subject=subject)) is expected


def test_an_address_without_a_row_fails_the_check_by_name():
    found = checks.undeclared(list(checks.addresses()))
    assert [one.name for one in found] == ["forgotten", "lib:ours", "librarian"]


def test_a_row_without_an_address_fails_the_check(settings):
    assert checks.stale(list(checks.addresses())) == []
    access.table.cache_clear()
    settings.ACCESS_TABLE = f"{__name__}.STALE"
    assert checks.stale(list(checks.addresses())) == ["gone", "nowhere/"]


STALE = (*TABLE, access.url("gone", GET=anyone), access.include("nowhere/", anyone))


def test_the_check_speaks_of_both():
    assert [error.id for error in checks.access_table_is_whole(None)] == ["core.E001"] * 3


def test_the_same_name_twice_is_an_error(settings):
    settings.ACCESS_TABLE = f"{__name__}.TWICE"
    with pytest.raises(ValueError, match="dos filas iguales"):
        access.table()


TWICE = (access.url("open", GET=anyone), access.url("open", POST=anyone))


def test_a_prefix_ends_where_its_folder_does():
    with pytest.raises(ValueError, match="termina en"):
        access.include("librar", anyone)


def test_the_table_is_printed_as_one_flat_list(capsys):
    call_command("access_table", "--json")
    here = __name__
    assert json.loads(capsys.readouterr().out) == [
        {"kind": "url", "name": "open", "methods": ["GET", "HEAD"], "rule": f"{here}.anyone"},
        {"kind": "url", "name": "room:door", "methods": ["GET", "HEAD", "POST"], "rule": f"{here}.members"},
        {"kind": "url", "name": "listed-options", "methods": ["OPTIONS"], "rule": f"{here}.anyone"},
        {"kind": "include", "name": "library/", "methods": ["*"], "rule": f"{here}.members"},
        {"kind": "consumer", "name": "room", "methods": ["connect"], "rule": f"{here}.members"},
        {"kind": "consumer", "name": "room", "methods": ["chat"], "rule": f"{here}.anyone"},
        {"kind": "consumer", "name": "room", "methods": ["end"], "rule": f"{here}.hosts"},
    ]
