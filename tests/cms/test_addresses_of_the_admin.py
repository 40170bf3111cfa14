"""Somebody types anything where the admin's addresses have a number: that leads nowhere, and is no fault."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import ResolverMatch

from cms.middleware import NoSuchKeyMiddleware
from people.models import User
from tests.cast import signed_in

pytestmark = pytest.mark.django_db
LISTS = ("plazas", "asistencias", "certificados")
ODD = ("x", "1e5", "ñ")


@pytest.fixture
def reader(reviewer: User) -> Client:
    return signed_in(Client(raise_request_exception=False), reviewer)


def test_a_row_named_by_what_is_no_key_does_not_exist(reader: Client):
    paths = [f"/admin/{name}/inspect/{odd}/" for name in LISTS for odd in ODD]
    assert {path: reader.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)
    assert "no existe" in reader.get(paths[0]).content.decode().lower()


def test_a_chooser_opened_with_an_odd_number_does_not_exist(reader: Client):
    asked = [f"choose-{kind}-link/?parent_page_id=x" for kind in ("anchor", "email", "external")]
    choosers = ("choose-page", "documents/chooser", "images/chooser")
    asked += [f"{each}/chosen-multiple/?id=x" for each in choosers]
    assert {path: reader.get(f"/admin/{path}").status_code for path in asked} == dict.fromkeys(asked, 404)


@pytest.mark.parametrize("chooser", ["choose-page", "documents/chooser", "images/chooser"])
def test_a_number_too_big_for_a_row_chooses_nothing(reader: Client, chooser: str):
    status = reader.get(f"/admin/{chooser}/chosen-multiple/?id={'9' * 30}").status_code
    # SQLite cannot be asked for it; PostgreSQL can, and has none.
    assert status == {"sqlite": 404, "postgresql": 200}[connection.vendor]


def test_without_the_guard_it_would_be_an_error_of_ours(reader: Client, monkeypatch: Any):
    monkeypatch.setattr(NoSuchKeyMiddleware, "process_exception", lambda *_: None)
    assert reader.get("/admin/plazas/inspect/x/").status_code == 500


@pytest.mark.parametrize(
    ("path", "error", "is_of_the_address"),
    [
        ("/admin/x/?id=abc", ValueError("invalid literal for int() with base 10: 'abc'"), True),
        ("/admin/x/?id=1,abc", ValueError("Field 'id' expected a number but got 'abc'."), True),
        ("/admin/x/?id=abc", ValidationError("“abc” is not a valid UUID."), True),
        ("/admin/x/?id=abc", ValueError("invalid literal for int() with base 10: 'abcd'"), False),
        (
            "/admin/x/?id=" + "9" * 30,
            OverflowError("Python int too large"),
            True,
        ),
        ("/admin/x/?id=9", OverflowError("Python int too large"), False),
        ("/admin/x/", ValueError("invalid literal for int() with base 10: 'abc'"), False),
        ("/admin/x/?id=abc", KeyError("abc"), False),
        ("/aula/x/?id=abc", ValueError("invalid literal for int() with base 10: 'abc'"), False),
    ],
)
def test_any_other_error_stays_an_error(path: str, error: Exception, is_of_the_address: bool):
    request = RequestFactory().get(path)
    request.resolver_match = ResolverMatch(lambda: None, (), {})
    guard = NoSuchKeyMiddleware(lambda _: None)
    if is_of_the_address:
        with pytest.raises(Http404):
            guard.process_exception(request, error)
    else:
        assert guard.process_exception(request, error) is None
