"""Coming in: the code of an invitation becomes an account."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.db import transaction

from core import audit
from core.clock import now
from core.tenancy import unscoped
from people import codes
from people.enums import InvitationState
from people.models import Invitation, User
from people.services.errors import PeopleError
from people.services.groups import align_groups
from people.services.memberships import grant
from people.standing import today


class InvitationRefused(PeopleError):
    """The code opens nothing. `gone` tells a used, withdrawn or late code from one that never was."""

    def __init__(self, reason_es: str, *, gone: bool) -> None:
        super().__init__(reason_es)
        self.gone = gone


WHY_NOT = {
    InvitationState.ACCEPTED: "Esta invitación ya se usó. Entra con tu correo y tu contraseña.",
    InvitationState.EXPIRED: "Esta invitación ha caducado. Pide otra a la Diputación.",
    InvitationState.REVOKED: "Esta invitación se retiró. Si crees que es un error, llama a la Diputación.",
}


def find_invitation(*, code: str) -> Invitation:
    """Return the pending invitation that a code opens. Errors: InvitationRefused, with the reason."""
    with unscoped("whoever holds the code has no scope yet"):
        found: Invitation | None = (
            Invitation.objects.filter(token_hash=codes.code_hash(code)).select_related("entity").first()
        )
    if found is None:
        raise InvitationRefused(
            "Este código no es de ninguna invitación. Revisa que esté completo.", gone=False
        )
    state = found.state_at(now())
    if state != InvitationState.PENDING:
        raise InvitationRefused(WHY_NOT[state], gone=True)
    return found


def note_refusal(*, code: str, reason: str) -> None:
    """Leave a row for a code that opened nothing; of the code, only the start of its hash."""
    audit.record(
        action="people.invitation_refused",
        actor_id=None,
        entity_id=None,
        target=f"code:{codes.code_hash(code)[:12]}",
        detail={"reason": reason},
    )


@transaction.atomic
def accept_invitation(*, code: str, password: str, phone: str = "") -> User:
    """Make the account, with every post that was offered to the same address.

    Pre: the code is pending; the password follows the rules (12 characters, not a common one).
    Effects: person, verified address, posts and roles, groups, invitations accepted, audit row.
    Errors: InvitationRefused; PeopleError if the address has an account already.
    """
    found = find_invitation(code=code)
    with unscoped("all that was offered to the same address"):
        offered = Invitation.objects.select_for_update().filter(
            email__iexact=found.email,
            accepted_at__isnull=True,
            revoked_at__isnull=True,
            expires_at__gt=now(),
        )
        pending = list(offered.select_related("entity").order_by("pk"))
    if not any(each.pk == found.pk for each in pending) or User.objects.filter(email=found.email).exists():
        raise InvitationRefused(WHY_NOT[InvitationState.ACCEPTED], gone=True)
    person = User.objects.create_user(
        found.email, password, first_name=found.first_name, last_name=found.last_name, phone=phone
    )
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    _take_posts(person, pending)
    align_groups(people=[person])
    audit.record(
        action="people.invitation_accepted",
        actor_id=person.pk,
        entity_id=found.entity_id,
        target=f"person:{person.pk}",
        detail={"invitations": [each.pk for each in pending]},
    )
    return person


def _take_posts(person: User, pending: Iterable[Invitation]) -> None:
    for each in pending:
        grant(person=person, entity=each.entity, post=each.post, roles=each.roles, since=today())
        each.accepted_at = now()
        each.save(update_fields=["accepted_at"])
