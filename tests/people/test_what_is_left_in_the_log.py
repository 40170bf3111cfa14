"""Whatever changes how one comes in leaves a row; secrets never do."""

import hashlib

import pytest
from django.urls import reverse

from core.models import AuditEntry
from tests import cast

pytestmark = pytest.mark.django_db


def rows():
    """The rows of people: making the site's first pages leaves some of its own."""
    return AuditEntry.objects.filter(action__startswith="people.").order_by("number")


def actions():
    return list(rows().values_list("action", flat=True))


def test_a_wrong_password_leaves_a_row_without_the_password_or_the_address(client, secretary):
    client.post(reverse("account_login"), {"login": secretary.email, "password": "mi secreto equivocado"})
    row = rows().get()
    assert (row.action, row.actor_id) == ("people.sign_in_failed", None)
    assert row.target == f"address:{hashlib.sha256(secretary.email.encode()).hexdigest()[:12]}"
    assert row.ip == "127.0.0.1"
    assert row.detail == {}


def test_coming_in_and_going_leave_a_row_each(client, secretary):
    client.post(reverse("account_login"), {"login": secretary.email, "password": cast.PASSWORD})
    client.post(reverse("account_logout"))
    assert actions() == ["people.signed_in", "people.signed_out"]


def test_asking_for_another_password_leaves_a_row_whoever_it_is(client, secretary):
    for email in (secretary.email, "nadie@valdoria.example"):
        client.post(reverse("account_reset_password"), {"email": email})
    assert actions() == ["people.reset_asked"] * 2


def test_a_new_password_and_closing_the_other_sessions_leave_rows(signed_in, secretary):
    browser = signed_in(secretary)
    new = "otras cuatro palabras largas"
    given = {"oldpassword": cast.PASSWORD, "password1": new, "password2": new}
    browser.post(reverse("account_change_password"), given)
    browser.post(reverse("usersessions_list"))
    assert actions()[1:] == ["people.password_changed", "people.sessions_closed"]


@pytest.mark.django_db(transaction=True)
def test_factors_leave_rows_when_they_come_change_and_go(client):
    adviser = cast.an_adviser()
    browser = cast.signed_in(client, adviser, second_factor=False)
    browser.post(reverse("account_reauthenticate"), {"password": cast.PASSWORD})
    secret = browser.get(reverse("mfa_activate_totp")).context["form"].secret
    browser.post(reverse("mfa_activate_totp"), {"code": cast.code_of_the_phone(secret)})
    browser.post(reverse("mfa_generate_recovery_codes"))
    browser.post(reverse("mfa_deactivate_totp"))
    assert actions() == [
        "people.signed_in",
        "people.confirmed",
        "people.factor_added",
        "people.factor_added",
        "people.codes_renewed",
        "people.factor_removed",
        "people.factor_removed",
    ]
    assert secret not in str(list(rows().values()))


def test_a_form_that_is_refused_leaves_no_row_of_success(signed_in, secretary):
    browser = signed_in(secretary)
    browser.post(reverse("account_reauthenticate"), {"password": "no es esta contraseña"})
    assert actions() == ["people.signed_in", "people.sign_in_failed"]
