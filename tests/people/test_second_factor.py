"""Roles that see other people's data cannot act with a password alone."""

import pytest
from django.test import override_settings
from django.urls import reverse

from people import sessions
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("maker", ["an_editor", "a_reviewer", "an_adviser", "a_head", "an_operator"])
def test_a_role_that_demands_it_is_sent_to_set_up_a_factor(client, db, maker):
    browser = cast.signed_in(client, getattr(cast, maker)(), second_factor=False)
    answer = browser.get("/directorio/?q=a")
    assert answer.status_code == 302
    assert answer.url == f"{reverse('people:second_factor')}?next=%2Fdirectorio%2F%3Fq%3Da"


@pytest.mark.parametrize("maker", ["a_secretary", "a_councillor", "a_trainer"])
def test_a_role_that_does_not_goes_on(client, db, maker):
    browser = cast.signed_in(client, getattr(cast, maker)(), second_factor=False)
    assert browser.get(reverse("people:directory")).status_code == 200


def test_nothing_can_be_posted_before_it(signed_in, adviser, secretary):
    browser = signed_in(adviser, second_factor=False)
    answer = browser.post(reverse("people:suspend", args=[secretary.pk]), {"reason": "x"})
    secretary.refresh_from_db()
    assert (answer.status_code, secretary.is_active) == (403, True)


def test_with_the_guard_off_it_could_be_posted(signed_in, adviser, secretary, monkeypatch):
    monkeypatch.setattr("people.middleware.sessions.is_trusted", lambda session, person: True)
    signed_in(adviser, second_factor=False).post(
        reverse("people:suspend", args=[secretary.pk]), {"reason": "negative control"}
    )
    secretary.refresh_from_db()
    assert secretary.is_active is False


def test_the_pages_to_set_it_up_and_the_way_out_are_open(signed_in, adviser):
    browser = signed_in(adviser, second_factor=False)
    assert "Te falta el segundo paso" in browser.get(reverse("people:second_factor")).content.decode()
    # It asks for the password first.
    activate = browser.get(reverse("mfa_activate_totp"))
    assert activate.url.startswith(reverse("account_reauthenticate"))
    assert browser.post(reverse("account_logout")).status_code == 302
    assert "_auth_user_id" not in browser.session


@pytest.mark.django_db(transaction=True)
def test_setting_up_the_phone_counts_as_shown_and_opens_the_rest(client):
    adviser = cast.an_adviser()
    browser = cast.signed_in(client, adviser, second_factor=False)
    browser.post(reverse("account_reauthenticate"), {"password": cast.PASSWORD})
    form = browser.get(reverse("mfa_activate_totp")).context["form"]
    answer = browser.post(reverse("mfa_activate_totp"), {"code": cast.code_of_the_phone(form.secret)})
    assert answer.status_code == 302
    assert browser.get(reverse("people:people")).status_code == 200


def test_who_has_a_factor_and_has_not_shown_it_must_show_it_and_cannot_take_it_away(signed_in, adviser):
    cast.with_phone_code(adviser)
    browser = signed_in(adviser, second_factor=False)
    assert browser.get(reverse("people:people")).url.startswith(reverse("mfa_reauthenticate"))
    browser.post(reverse("account_reauthenticate"), {"password": cast.PASSWORD})
    assert browser.post(reverse("mfa_deactivate_totp")).status_code == 403
    assert browser.get(reverse("mfa_deactivate_totp")).url.startswith(reverse("mfa_reauthenticate"))


def test_taking_the_last_factor_away_shuts_the_rest_again(signed_in, adviser):
    cast.with_phone_code(adviser)
    browser = signed_in(adviser)
    browser.post(reverse("account_reauthenticate"), {"password": cast.PASSWORD})
    session = browser.session
    session[sessions.PROOFS_KEY] = [
        *session[sessions.PROOFS_KEY],
        {"method": "mfa", "type": "totp", "at": 4102444800.0, "reauthenticated": True},
    ]
    session["account_authentication_methods_user"] = str(adviser.pk)
    session.save()
    assert browser.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert browser.get(reverse("people:people")).url.startswith(reverse("people:second_factor"))


def test_the_mark_of_the_demos_door_counts_in_the_demo_alone(signed_in, adviser):
    browser = signed_in(adviser, second_factor=False)
    session = browser.session
    session[sessions.DEMO_FLAG] = True
    session.save()
    assert browser.get(reverse("people:people")).status_code == 302
    with override_settings(DEMO_MODE=True):
        assert browser.get(reverse("people:people")).status_code == 200


def test_the_demos_door_writes_the_mark_that_is_read_here():
    from pathlib import Path

    written = Path("site/demo/session.py").read_text()
    assert f'DEMO_SESSION_FLAG = "{sessions.DEMO_FLAG}"' in written
