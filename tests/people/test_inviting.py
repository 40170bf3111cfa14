"""Advisers, heads and operators invite; each gives only what ranks lower."""

import pytest
from django.urls import reverse

from core.models import AuditEntry, OutboxMessage
from core.tenancy import ALL, scope
from people import services
from people.enums import Role
from people.models import Invitation
from tests import cast

pytestmark = pytest.mark.django_db
NEW = {"email": "Ana@Villaseca.example", "first_name": "Ana", "last_name": "Robles", "post": "Secretaria"}


def invitations():
    return Invitation._base_manager.all()


@pytest.mark.parametrize("maker", ["an_adviser", "a_head", "an_operator"])
def test_those_who_keep_people_invite_by_mail(client, village, maker):
    actor = getattr(cast, maker)()
    browser = cast.signed_in(client, actor)
    answer = browser.post(reverse("people:invite"), {**NEW, "entity": village.pk, "roles": ["secretary"]})
    made = invitations().get()
    assert (answer.status_code, answer.url) == (302, reverse("people:invitations"))
    assert (made.email, made.entity, made.roles) == ("ana@villaseca.example", village, ["secretary"])
    assert OutboxMessage.objects.get().to == "ana@villaseca.example"
    assert AuditEntry.objects.get(action="people.invited").actor_id == actor.pk


@pytest.mark.parametrize("maker", ["a_secretary", "an_editor", "a_trainer", "a_guest_trainer", "a_stranger"])
def test_nobody_else_can(client, village, maker):
    browser = cast.signed_in(client, getattr(cast, maker)())
    answer = browser.post(reverse("people:invite"), {**NEW, "entity": village.pk})
    assert (answer.status_code, invitations().count()) == (403, 0)


def test_the_service_refuses_by_itself_whoever_asks(secretary, village):
    with pytest.raises(services.NotAllowed), scope(ALL):
        services.invite(actor=secretary, entity=village, person=NEW, post="Secretaria", roles=[])


@pytest.mark.parametrize(
    ("maker", "role", "given"),
    [
        ("an_adviser", Role.TRAINER, True),
        ("an_adviser", Role.EDITOR, False),
        ("an_adviser", Role.ADVISER, False),
        ("a_head", Role.ADVISER, True),
        ("a_head", Role.HEAD, False),
        ("a_head", Role.OPERATOR, False),
        ("an_operator", Role.OPERATOR, True),
    ],
)
def test_one_gives_only_what_ranks_lower(province, maker, role, given):
    actor = getattr(cast, maker)()

    def invite():
        with scope(ALL):
            services.invite(actor=actor, entity=province, person=NEW, post="Puesto", roles=[role])

    if given:
        invite()
    else:
        with pytest.raises(services.NotAllowed):
            invite()
    assert invitations().count() == int(given)


def test_a_role_of_the_diputacion_is_not_given_in_a_village(head, village):
    with pytest.raises(services.PeopleError, match="solo se da en la Diputación"), scope(ALL):
        services.invite(actor=head, entity=village, person=NEW, post="Asesora", roles=[Role.ADVISER])


def test_somebody_with_an_account_is_not_invited_but_appointed(signed_in, adviser, secretary, village):
    answer = signed_in(adviser).post(
        reverse("people:invite"), {**NEW, "email": secretary.email, "entity": village.pk}
    )
    assert "ya tiene cuenta" in answer.content.decode()
    assert invitations().count() == 0


def test_inviting_twice_renews_the_same_invitation(adviser, village):
    for _ in range(2):
        with scope(ALL):
            services.invite(actor=adviser, entity=village, person=NEW, post="Secretaria", roles=[])
    assert invitations().count() == 1


def test_an_invitation_is_withdrawn_once(signed_in, adviser, village):
    with scope(ALL):
        made = services.invite(actor=adviser, entity=village, person=NEW, post="Secretaria", roles=[])
    browser = signed_in(adviser)
    first = browser.post(reverse("people:revoke", args=[made.pk]))
    again = browser.post(reverse("people:revoke", args=[made.pk]))
    assert (first.status_code, again.status_code) == (302, 409)
    assert AuditEntry.objects.filter(action="people.invitation_revoked").count() == 1


def test_writing_again_from_the_list_sends_another_mail(signed_in, adviser, village):
    with scope(ALL):
        made = services.invite(actor=adviser, entity=village, person=NEW, post="Secretaria", roles=[])
    signed_in(adviser).post(reverse("people:resend", args=[made.pk]))
    assert OutboxMessage.objects.count() == 2


def test_a_letter_is_printed_for_each_person_with_her_code(signed_in, adviser, village):
    with scope(ALL):
        made = services.invite(actor=adviser, entity=village, person=NEW, post="Secretaria", roles=[])
    answer = signed_in(adviser).post(reverse("people:letters"))
    page = answer.content.decode()
    code = services.code_of(made)
    assert "-".join(code[i : i + 5] for i in range(0, 25, 5)) in page
    assert "Ana Robles" in page
    assert "no-store" in answer["Cache-Control"]
    assert AuditEntry.objects.get(action="people.letters_printed").detail == {"invitations": [made.pk]}


def test_letters_are_not_made_by_a_get(signed_in, adviser):
    assert signed_in(adviser).get(reverse("people:letters")).status_code == 403
