"""Wagtail's and Django's own doors would let one in with a password alone: none of them tries one."""

from contextlib import suppress

import pytest
from django.contrib.auth.views import LoginView
from django.template import TemplateDoesNotExist
from django.urls import NoReverseMatch, path, reverse

from tests import cast

pytestmark = pytest.mark.django_db
DOORS = [
    "/admin/login/",
    "/admin/password_reset/",
    "/admin/password_reset/confirm/MQ/set-password/",
    "/django-admin/login/",
    "/django-admin/",
    "/_util/login/",
]
GUESSES = 25


def guess(client, door, email):
    """Wrong passwords, then the right one, by every name such a form has used."""
    for turn in range(GUESSES):
        word = cast.PASSWORD if turn == GUESSES - 1 else f"prueba {turn} de muchas"
        client.post(door, {"username": email, "login": email, "email": email, "password": word})


@pytest.mark.parametrize("door", DOORS)
def test_a_door_never_opens_whatever_is_posted(client, operator, door, monkeypatch):
    cast.with_phone_code(operator)
    tried = []
    monkeypatch.setattr("django.contrib.auth.authenticate", lambda **given: tried.append(given))
    monkeypatch.setattr(type(operator), "check_password", lambda self, word: tried.append(word))
    guess(client, door, operator.email)
    assert tried == []
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("door", DOORS)
def test_a_door_sends_a_stranger_to_the_one_way_in(client, db, door):
    for answer in (client.get(door), client.post(door)):
        assert (answer.status_code, answer.url) == (302, f"{reverse('account_login')}?next=%2Fadmin%2F")


@pytest.mark.parametrize("door", DOORS)
def test_somebody_without_rights_gets_403_and_no_loop(signed_in, secretary, door):
    assert signed_in(secretary).get(door).status_code == 403


def test_somebody_without_rights_gets_403_in_the_admin_itself(signed_in, secretary):
    assert signed_in(secretary).get("/admin/").status_code == 403


def test_a_next_page_elsewhere_is_forgotten(client, db):
    answer = client.get("/admin/login/?next=https://malo.example/")
    assert answer.url == f"{reverse('account_login')}?next=%2Fadmin%2F"


def test_leaving_from_wagtails_menu_signs_out_and_a_get_only_asks(signed_in, editor):
    browser = signed_in(editor)
    assert browser.get("/admin/logout/").url == reverse("account_logout")
    assert "_auth_user_id" in browser.session
    browser.post("/admin/logout/")
    assert "_auth_user_id" not in browser.session


@pytest.mark.parametrize("place", ["/admin/users/", "/admin/users/new/", "/admin/groups/"])
def test_nobody_makes_accounts_in_wagtail(signed_in, operator, place):
    assert signed_in(operator).get(place).status_code == 403


class OpenDoor:
    """What the site would be without the closed door: Django's own sign-in at the same address."""

    urlpatterns = [path("admin/login/", LoginView.as_view(), name="account_login")]


def test_an_open_door_would_let_in_with_the_password_alone(client, operator, settings):
    cast.with_phone_code(operator)
    settings.ROOT_URLCONF = OpenDoor
    settings.MIDDLEWARE = [
        name for name in settings.MIDDLEWARE if not name.startswith(("core.", "people.", "wagtail."))
    ]
    for turn in range(GUESSES):
        word = cast.PASSWORD if turn == GUESSES - 1 else "otra"
        # The page itself needs addresses and templates that this control does not have.
        with suppress(NoReverseMatch, TemplateDoesNotExist):
            client.post("/admin/login/", {"username": operator.email, "password": word})
    assert client.session["_auth_user_id"] == str(operator.pk)
