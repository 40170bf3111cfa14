"""The only way in: a code, from a mail or from a printed letter."""

from datetime import timedelta

import pytest
from django.urls import reverse

from core.models import AuditEntry, OutboxMessage
from core.tenancy import ALL, scope
from people import codes, services
from people.enums import Role
from people.models import Invitation, User
from tests import cast

pytestmark = pytest.mark.django_db
ANA = {"email": "ana@villaseca.example", "first_name": "Ana", "last_name": "Robles"}


@pytest.fixture
def invited(adviser, village):
    with scope(ALL):
        return services.invite(
            actor=adviser, entity=village, person=ANA, post="Secretaria", roles=[Role.SECRETARY]
        )


def link(invitation):
    return reverse("people:accept", args=[services.code_of(invitation)])


@pytest.mark.parametrize("typed", ["...", "a/b", "-", "¿?", "../.."])
def test_what_could_be_no_code_is_told_in_the_form(client, typed):
    answer = client.post(reverse("people:type_code"), {"code": typed})
    assert answer.context["form"].errors == {
        "code": ["Un código solo lleva letras y números. Cópialo otra vez."]
    }


def refusals():
    return AuditEntry.objects.filter(action="people.invitation_refused").count()


def test_the_mail_carries_the_link_and_the_table_does_not_hold_the_code(invited):
    mail = OutboxMessage.objects.get(to=ANA["email"])
    code = services.code_of(invited)
    assert code in mail.text
    assert code not in str(Invitation._base_manager.values().get(pk=invited.pk))


def test_whoever_follows_the_link_sets_a_password_and_is_in(client, invited, village):
    assert village.name in client.get(link(invited)).content.decode()
    answer = client.post(link(invited), {"password": cast.PASSWORD, "phone": "600 123 456"})
    ana = User.objects.get(email=ANA["email"])
    assert (answer.status_code, answer.url) == (302, "/")
    assert client.session["_auth_user_id"] == str(ana.pk)
    assert ana.check_password(cast.PASSWORD)
    assert (ana.phone, ana.standing.roles) == ("600123456", {"secretary"})
    assert ana.standing.entities == (village,)
    assert AuditEntry.objects.get(action="people.invitation_accepted").actor_id == ana.pk


def test_looking_at_it_changes_nothing(client, invited):
    client.get(link(invited))
    assert User.objects.filter(email=ANA["email"]).count() == 0


@pytest.mark.parametrize("password", ["corta", "contraseña12", "anavillaseca"])
def test_a_weak_password_is_refused_and_nothing_is_half_written(client, invited, password):
    if password == "contraseña12":
        password = "password1234"
    page = client.post(link(invited), {"password": password}).content.decode()
    assert "Hay algo que corregir" in page
    assert "<title>Error: " in page
    assert User.objects.filter(email=ANA["email"]).count() == 0


def test_a_used_code_answers_410_with_an_audit_row(client, invited):
    client.post(link(invited), {"password": cast.PASSWORD})
    client.post(reverse("account_logout"))
    answer = client.get(link(invited))
    assert (answer.status_code, refusals()) == (410, 1)
    assert "ya se usó" in answer.content.decode()


def test_an_expired_code_answers_410(client, invited):
    Invitation._base_manager.update(expires_at=invited.created_at - timedelta(seconds=1))
    answer = client.post(link(invited), {"password": cast.PASSWORD})
    assert (answer.status_code, refusals(), User.objects.filter(email=ANA["email"]).count()) == (410, 1, 0)
    assert "ha caducado" in answer.content.decode()


def test_a_withdrawn_code_answers_410(client, invited, adviser):
    with scope(ALL):
        services.revoke(actor=adviser, invitation=invited)
    answer = client.get(link(invited))
    assert (answer.status_code, refusals()) == (410, 1)


def test_a_code_that_never_was_answers_404(client, db):
    answer = client.get(reverse("people:accept", args=["A" * 25]))
    assert (answer.status_code, refusals()) == (404, 1)
    assert "no es de ninguna invitación" in answer.content.decode()


def test_guessing_codes_is_stopped(client, db):
    answers = [client.get(reverse("people:accept", args=[f"{n:025d}"])).status_code for n in range(32)]
    assert answers == [404] * 30 + [429] * 2
    assert refusals() == 30


def test_without_the_limit_guessing_would_go_on(client, db, monkeypatch):
    monkeypatch.setattr("people.views.invitation.guess_is_allowed", lambda *_: True)
    answers = {client.get(reverse("people:accept", args=[f"{n:025d}"])).status_code for n in range(32)}
    assert answers == {404}


def test_after_writing_again_the_old_code_opens_nothing(client, invited, adviser):
    old = link(invited)
    with scope(ALL):
        services.resend(actor=adviser, invitation=invited)
    assert client.get(old).status_code == 404
    assert client.get(link(invited)).status_code == 200
    assert OutboxMessage.objects.filter(to=ANA["email"]).count() == 2


def test_one_code_takes_every_post_offered_to_the_same_address(client, invited, adviser):
    other = cast.entity("Fuentealba")
    with scope(ALL):
        services.invite(actor=adviser, entity=other, person=ANA, post="Secretaria", roles=[Role.SECRETARY])
    client.post(link(invited), {"password": cast.PASSWORD})
    ana = User.objects.get(email=ANA["email"])
    assert {entity.name for entity in ana.standing.entities} == {"Villaseca de la Sierra", "Fuentealba"}
    assert Invitation._base_manager.filter(accepted_at__isnull=True).count() == 0


def test_the_code_of_the_letter_is_read_however_it_is_typed(client, invited):
    typed = codes.grouped(services.code_of(invited), 5).lower().replace("-", " ").replace("0", "o")
    answer = client.post(reverse("people:type_code"), {"code": typed})
    assert answer.url == link(invited)


def test_whoever_is_already_in_is_not_changed_into_another(signed_in, secretary, invited):
    browser = signed_in(secretary)
    browser.post(link(invited), {"password": cast.PASSWORD})
    assert browser.session["_auth_user_id"] == str(secretary.pk)
    assert User.objects.filter(email=ANA["email"]).count() == 0
