"""By e-mail and password, with few guesses and without telling who has an account."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from core.models import AuditEntry, OutboxMessage
from tests import cast

pytestmark = pytest.mark.django_db
WRONG = "otra contraseña cualquiera"
FEW = 20


def sign_in(client, email, password=cast.PASSWORD, **extra):
    return client.post(reverse("account_login"), {"login": email, "password": password}, **extra)


def is_in(client):
    return "_auth_user_id" in client.session


def without_token(answer):
    """The page without what changes at each visit: the token of its forms and the official time."""
    plain = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", answer.content)
    return re.sub(rb"<time.*?</time>", b"", plain, flags=re.DOTALL)


def test_a_secretary_signs_in_with_her_mail_however_she_writes_it(client, secretary):
    answer = sign_in(client, f" {secretary.email.upper()} ")
    assert (answer.status_code, answer.url) == (302, "/")
    assert client.session["_auth_user_id"] == str(secretary.pk)
    assert AuditEntry.objects.filter(action="people.signed_in", actor_id=secretary.pk).count() == 1


def test_a_wrong_password_does_not_let_in(client, secretary):
    sign_in(client, secretary.email, WRONG)
    assert not is_in(client)


def test_after_twenty_wrong_passwords_not_even_the_right_one_is_tried(client, secretary):
    for _ in range(FEW):
        sign_in(client, secretary.email, WRONG)
    answer = sign_in(client, secretary.email)
    assert (answer.status_code, is_in(client)) == (429, False)


def test_without_the_limit_the_right_one_would_be_tried(client, secretary, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    for _ in range(FEW):
        sign_in(client, secretary.email, WRONG)
    sign_in(client, secretary.email)
    assert is_in(client)


def test_asking_by_another_name_of_the_host_or_from_elsewhere_is_counted_together(client, secretary):
    for turn in range(FEW):
        place = {"HTTP_HOST": f"p{turn}.localhost", "REMOTE_ADDR": f"10.0.0.{turn}"}
        sign_in(client, secretary.email.upper() if turn % 2 else secretary.email, WRONG, **place)
    sign_in(client, secretary.email, HTTP_HOST="otra.localhost", REMOTE_ADDR="10.1.0.1")
    assert not is_in(client)


def test_the_guesses_of_one_account_do_not_shut_out_another(client, secretary, councillor):
    for turn in range(FEW):
        sign_in(client, secretary.email, WRONG, REMOTE_ADDR=f"10.0.0.{turn}")
    sign_in(client, councillor.email)
    assert is_in(client)


def test_the_answer_is_the_same_for_an_account_that_exists_and_one_that_does_not(client, secretary):
    known = sign_in(client, secretary.email, WRONG)
    unknown = sign_in(client, "nadie@valdoria.example", WRONG)
    assert known.status_code == unknown.status_code
    body = without_token(known).replace(secretary.email.encode(), b"X")
    assert body == without_token(unknown).replace(b"nadie@valdoria.example", b"X")


def test_asking_for_another_password_answers_the_same_to_both(client, secretary):
    url = reverse("account_reset_password")
    known = client.post(url, {"email": secretary.email}, follow=True)
    unknown = client.post(url, {"email": "nadie@valdoria.example"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert without_token(known) == without_token(unknown)
    assert list(OutboxMessage.objects.values_list("to", flat=True)) == [secretary.email]


def test_the_last_access_shown_is_the_one_before_this(client, secretary):
    sign_in(client, secretary.email)
    first = type(secretary).objects.get(pk=secretary.pk)
    assert first.previous_access is None
    client.post(reverse("account_logout"))
    sign_in(client, secretary.email)
    second = type(secretary).objects.get(pk=secretary.pk)
    assert second.previous_access == first.last_login
    assert second.last_login - first.last_login > timedelta(0)


def test_nobody_opens_an_account_alone(client, db):
    url = reverse("account_signup")
    assert "Se entra con invitación" in client.get(url).content.decode()
    client.post(url, {"email": "nueva@valdoria.example", "password1": cast.PASSWORD})
    assert not type(cast.person("Ana")).objects.filter(email="nueva@valdoria.example").exists()


def test_with_a_phone_set_up_the_password_alone_is_not_enough(client, adviser):
    secret = cast.with_phone_code(adviser)
    answer = sign_in(client, adviser.email)
    assert (answer.url, is_in(client)) == (reverse("mfa_authenticate"), False)
    client.post(reverse("mfa_authenticate"), {"code": cast.code_of_the_phone(secret)})
    assert is_in(client)
    assert client.get(reverse("people:people")).status_code == 200


def test_twenty_wrong_codes_of_the_phone_and_the_right_one_is_not_tried(client, adviser):
    secret = cast.with_phone_code(adviser)
    sign_in(client, adviser.email)
    right = cast.code_of_the_phone(secret)
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(FEW):
        client.post(reverse("mfa_authenticate"), {"code": wrong})
    client.post(reverse("mfa_authenticate"), {"code": right})
    assert not is_in(client)


def test_a_new_password_ends_what_was_open_with_the_old_one(client, secretary, django_user_model):
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str

    key = default_token_generator.make_token(secretary)
    start = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(secretary), key])
    inside = client.get(start).url
    new = "otras cuatro palabras largas"
    client.post(inside, {"password1": new, "password2": new})
    changed = django_user_model.objects.get(pk=secretary.pk)
    assert changed.check_password(new)
    assert changed.session_epoch == secretary.session_epoch + 1
