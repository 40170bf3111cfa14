"""An adviser calls back on the phone on file and says a code; the password is asked for as always."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from core.models import AuditEntry, OutboxMessage
from people import services
from people.models import PhoneRecovery, User
from tests import cast

pytestmark = pytest.mark.django_db
DONE = {"called_back": "on", "reason": "Se le cayó al pozo"}


@pytest.fixture
def who_lost_it(db):
    """An editor with a phone on file and the code of a phone she no longer has."""
    editor = cast.an_editor()
    User.objects.filter(pk=editor.pk).update(phone="600123456")
    editor.refresh_from_db()
    cast.with_phone_code(editor)
    return editor


@pytest.fixture
def code(head, who_lost_it):
    return services.give_recovery_code(actor=head, person=who_lost_it, called_back=True, reason="Perdido")


def half_in(client, person):
    """Sign in with the password and stop at the second step."""
    client.post(reverse("account_login"), {"login": person.email, "password": cast.PASSWORD})
    return client


def test_the_code_is_shown_once_audited_and_told_to_the_person(signed_in, head, who_lost_it):
    answer = signed_in(head).post(reverse("people:call_back", args=[who_lost_it.pk]), DONE)
    given = answer.context["code"]
    recovery = PhoneRecovery.objects.get()
    assert given in answer.content.decode()
    assert given.replace("-", "") not in str(PhoneRecovery.objects.values().get())
    assert recovery.expires_at - recovery.created_at == timedelta(minutes=15)
    entry = AuditEntry.objects.get(action="people.recovery_given")
    assert (entry.actor_id, entry.target) == (head.pk, f"person:{who_lost_it.pk}")
    assert OutboxMessage.objects.get().to == who_lost_it.email
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("missing", ["called_back", "reason"])
def test_without_calling_back_or_a_reason_there_is_no_code(signed_in, head, who_lost_it, missing):
    given = {name: value for name, value in DONE.items() if name != missing}
    signed_in(head).post(reverse("people:call_back", args=[who_lost_it.pk]), given)
    assert PhoneRecovery.objects.count() == 0


def test_without_a_phone_on_file_there_is_no_code(head, editor):
    with pytest.raises(services.PeopleError, match="No hay teléfono"):
        services.give_recovery_code(actor=head, person=editor, called_back=True, reason="Perdido")


def test_with_the_code_she_comes_in_and_must_set_up_another_phone(client, who_lost_it, code):
    answer = half_in(client, who_lost_it).post(reverse("people:recover"), {"code": code})
    assert (answer.status_code, client.session["_auth_user_id"]) == (302, str(who_lost_it.pk))
    assert Authenticator.objects.filter(user=who_lost_it).count() == 0
    assert client.get("/directorio/").url.startswith(reverse("people:second_factor"))
    assert "el móvil que perdiste" in client.get(reverse("people:second_factor")).content.decode()
    assert [mail.subject for mail in OutboxMessage.objects.all()] == [
        "Cambio en tu segundo paso para entrar en Concejo"
    ] * 2


def test_it_is_forced_even_on_somebody_whose_roles_do_not_demand_it(client, head, secretary):
    User.objects.filter(pk=secretary.pk).update(phone="600123456")
    secretary.refresh_from_db()
    cast.with_phone_code(secretary)
    code = services.give_recovery_code(actor=head, person=secretary, called_back=True, reason="Perdido")
    half_in(client, secretary).post(reverse("people:recover"), {"code": code})
    assert client.get("/directorio/").url.startswith(reverse("people:second_factor"))


def test_without_the_password_the_code_opens_nothing(client, who_lost_it, code):
    answer = client.post(reverse("people:recover"), {"code": code})
    assert answer.url == reverse("account_login")
    assert Authenticator.objects.filter(user=who_lost_it).count() == 2


def test_five_wrong_codes_kill_the_right_one(client, who_lost_it, code):
    half_in(client, who_lost_it)
    for _ in range(PhoneRecovery.MAX_ATTEMPTS):
        client.post(reverse("people:recover"), {"code": "AAAA-BBBB-CCCC"})
    client.post(reverse("people:recover"), {"code": code})
    assert "_auth_user_id" not in client.session
    assert AuditEntry.objects.filter(action="people.recovery_refused").count() == 6


def test_with_no_count_of_attempts_the_right_one_would_still_open(client, who_lost_it, code, monkeypatch):
    monkeypatch.setattr(PhoneRecovery, "MAX_ATTEMPTS", 100)
    half_in(client, who_lost_it)
    for _ in range(5):
        client.post(reverse("people:recover"), {"code": "AAAA-BBBB-CCCC"})
    client.post(reverse("people:recover"), {"code": code})
    assert client.session["_auth_user_id"] == str(who_lost_it.pk)


def test_after_fifteen_minutes_it_opens_nothing(client, who_lost_it, code):
    PhoneRecovery.objects.update(expires_at=PhoneRecovery.objects.get().created_at)
    half_in(client, who_lost_it).post(reverse("people:recover"), {"code": code})
    assert "_auth_user_id" not in client.session


def test_it_is_used_once(client, who_lost_it, code):
    services.use_recovery_code(person=who_lost_it, typed=code)
    with pytest.raises(services.PeopleError):
        services.use_recovery_code(person=who_lost_it, typed=code)


def test_a_new_code_kills_the_one_before(head, who_lost_it, code):
    services.give_recovery_code(actor=head, person=who_lost_it, called_back=True, reason="Otra vez")
    with pytest.raises(services.PeopleError):
        services.use_recovery_code(person=who_lost_it, typed=code)


def test_the_code_of_one_person_does_not_open_another(head, secretary, who_lost_it, code):
    with pytest.raises(services.PeopleError):
        services.use_recovery_code(person=secretary, typed=code)


def test_nobody_does_it_for_herself_for_an_operator_or_for_who_ranks_as_high(adviser, head, operator):
    other = cast.an_operator()
    pairs = [(adviser, adviser), (adviser, head), (head, operator), (other, operator)]
    for actor, person in pairs:
        person.phone = "600123456"
        with pytest.raises(services.NotAllowed):
            services.give_recovery_code(actor=actor, person=person, called_back=True, reason="Perdido")
    assert PhoneRecovery.objects.count() == 0


def test_a_secretary_does_not_even_see_the_page(signed_in, secretary, who_lost_it):
    assert signed_in(secretary).get(reverse("people:call_back", args=[who_lost_it.pk])).status_code == 403
