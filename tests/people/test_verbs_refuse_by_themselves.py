"""The verbs ask the rules too: a page that forgot to ask would change nothing."""

import pytest

from core.models import AuditEntry, OutboxMessage
from core.tenancy import ALL, scope
from people import services
from people.enums import Role
from people.models import Invitation, Membership, User
from people.services import batch_file, invitations, memberships
from tests import cast

pytestmark = pytest.mark.django_db
ANA = {"email": "ana@villaseca.example", "first_name": "Ana", "last_name": "Robles"}


@pytest.fixture(autouse=True)
def _everywhere():
    with scope(ALL):
        yield


def test_write_invitation_and_print_letters_refuse_a_secretary(secretary, village):
    with pytest.raises(services.NotAllowed):
        invitations.write_invitation(actor=secretary, entity=village, person=ANA, post="P", roles=[])
    with pytest.raises(services.NotAllowed):
        services.print_letters(actor=secretary, invitations=[])
    assert Invitation.objects.count() == 0


def test_mail_invitations_writes_once_for_the_same_code(adviser, village):
    made = invitations.write_invitation(actor=adviser, entity=village, person=ANA, post="P", roles=[])
    invitations.mail_invitations([made])
    invitations.mail_invitations([made])
    assert OutboxMessage.objects.count() == 1
    assert services.address_of(made) in OutboxMessage.objects.get().text


def test_check_roles_says_which_role_cannot_be_given(adviser, village):
    memberships.check_roles(actor=adviser, entity=village, roles=[Role.SECRETARY])
    with pytest.raises(services.NotAllowed, match="«Operación del sistema»"):
        memberships.check_roles(actor=adviser, entity=village, roles=[Role.OPERATOR])


def test_grant_writes_a_post_with_its_roles(stranger, village):
    made = memberships.grant(
        person=stranger, entity=village, post="Auxiliar", roles=[Role.CLERK], since=cast.SINCE
    )
    assert stranger.standing.posts[0].membership_id == made.pk
    assert stranger.standing.roles == {"clerk"}


def test_require_an_operator_is_content_with_one(operator):
    memberships.require_an_operator()
    User.objects.update(is_active=False)
    with pytest.raises(services.PeopleError):
        memberships.require_an_operator()


def test_a_secretary_cannot_appoint_change_roles_end_a_post_or_suspend(secretary, councillor, village):
    held = councillor.memberships.get()
    acts = [
        lambda: services.appoint(actor=secretary, person=councillor, entity=village, post="P", roles=[]),
        lambda: services.change_roles(actor=secretary, membership=held, roles=[Role.MAYOR]),
        lambda: services.end_post(actor=secretary, membership=held),
        lambda: services.suspend(actor=secretary, person=councillor, reason="No"),
        lambda: services.resume(actor=secretary, person=councillor),
    ]
    for act in acts:
        with pytest.raises(services.NotAllowed):
            act()
    councillor.refresh_from_db()
    assert (councillor.is_active, councillor.standing.roles) == (True, {"councillor"})
    assert AuditEntry.objects.filter(action__startswith="people.").count() == 0


def test_somebody_has_one_open_post_in_each_entity(adviser, councillor):
    where = councillor.standing.entities[0]
    with pytest.raises(services.PeopleError, match="ya tiene un puesto"):
        services.appoint(actor=adviser, person=councillor, entity=where, post="Otra", roles=[])
    assert Membership.objects.filter(person=councillor).count() == 1


def test_choose_default_entity_refuses_one_she_does_not_serve(secretary, village):
    session = {}
    with pytest.raises(services.NotServed):
        services.choose_default_entity(person=secretary, entity_id=village.pk, session=session)
    assert session == {}


def test_find_invitation_and_accept_invitation_refuse_a_code_that_never_was(db):
    with pytest.raises(services.InvitationRefused) as refusal:
        services.find_invitation(code="NADA")
    assert refusal.value.gone is False
    with pytest.raises(services.InvitationRefused):
        services.accept_invitation(code="NADA", password=cast.PASSWORD)
    assert User.objects.count() == 0


def test_note_refusal_keeps_only_the_start_of_the_hash(db):
    services.note_refusal(code="SECRETO-ENTERO", reason="No vale")
    entry = AuditEntry.objects.get(action="people.invitation_refused")
    assert ("SECRETO" in f"{entry.target}{entry.detail}", len(entry.target)) == (False, len("code:") + 12)


def test_pending_recovery_is_nothing_until_a_code_is_given(head, editor):
    assert services.pending_recovery(person=editor) is None
    services.change_phone(actor=editor, person=editor, phone="600 123 456")
    services.give_recovery_code(actor=head, person=editor, called_back=True, reason="Perdido")
    assert services.pending_recovery(person=editor).phone_called == "600123456"


@pytest.mark.parametrize(
    ("typed", "kept"), [("", ""), ("600 12 34 56", "600123456"), ("+34 600-123-456", "+34600123456")]
)
def test_tidy_phone_keeps_the_digits(typed, kept):
    assert services.tidy_phone(typed) == kept


def test_lines_of_counts_lines_as_the_spreadsheet_shows_them():
    text = "correo,nombre,apellidos,entidad,puesto\na,b,c,d,e\n,,,,\nf,g,h,i,j\n"
    assert [line.number for line in batch_file.lines_of(text)] == [2, 4]
