"""How somebody comes in: invited by the Diputación, by mail or by letter. Nobody opens an account alone."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from core import audit
from core.clock import now
from core.outbox import send_mail
from core.tenancy import unscoped
from people import codes, rules
from people.enums import InvitationState
from people.models import Invitation, LocalEntity, User
from people.services.errors import NotAllowed, PeopleError
from people.services.memberships import check_roles

VALID_FOR = timedelta(days=21)


def code_of(invitation: Invitation) -> str:
    """Return the code that goes in the mail or the letter."""
    return codes.invitation_code(f"{invitation.email}:{invitation.entity_id}", invitation.nonce)


def address_of(invitation: Invitation) -> str:
    """Return the whole link of an invitation."""
    return settings.WAGTAILADMIN_BASE_URL + reverse("people:accept", args=[code_of(invitation)])


@transaction.atomic
def invite(
    *, actor: User, entity: LocalEntity, person: dict[str, str], post: str, roles: Collection[str]
) -> Invitation:
    """Invite somebody who has no account, and write to her.

    Pre: the actor looks after people and may give each role; `person` has email, first_name and last_name.
    Effects: an open invitation, one mail, an audit row. Errors: PeopleError with a sentence.
    """
    invitation = write_invitation(actor=actor, entity=entity, person=person, post=post, roles=roles)
    mail_invitations([invitation])
    _note(actor, invitation, "people.invited", {"roles": sorted(roles)})
    return invitation


def write_invitation(
    *, actor: User, entity: LocalEntity, person: dict[str, str], post: str, roles: Collection[str]
) -> Invitation:
    """Write the row of an invitation, or renew one that is still open; no mail, no audit."""
    _require_keeper(actor)
    check_roles(actor=actor, entity=entity, roles=roles)
    email = person["email"].strip().lower()
    if User.objects.filter(email__iexact=email).exists():
        raise PeopleError(f"{email} ya tiene cuenta. Añade el puesto desde su ficha.")
    with unscoped("one open invitation for each address and entity"):
        opened = Invitation.objects.filter(
            email__iexact=email, entity=entity, accepted_at__isnull=True, revoked_at__isnull=True
        )
        invitation = opened.first() or Invitation(email=email, entity=entity, created_at=now())
        invitation.first_name, invitation.last_name = person["first_name"], person["last_name"]
        invitation.post, invitation.roles, invitation.invited_by = post, sorted(roles), actor
        _renew(invitation)
    return invitation


@transaction.atomic
def resend(*, actor: User, invitation: Invitation) -> None:
    """Write again with a new code; the old one stops working. Errors: PeopleError if it is used or gone."""
    _require_open(actor, invitation)
    _renew(invitation)
    mail_invitations([invitation])
    _note(actor, invitation, "people.invitation_resent", {})


@transaction.atomic
def revoke(*, actor: User, invitation: Invitation) -> None:
    """Withdraw an invitation that nobody has used. Effects: its code answers 410; audit row."""
    _require_open(actor, invitation)
    invitation.revoked_at = now()
    invitation.save(update_fields=["revoked_at"])
    _note(actor, invitation, "people.invitation_revoked", {})


@transaction.atomic
def print_letters(*, actor: User, invitations: Sequence[Invitation]) -> list[dict[str, Any]]:
    """Return what goes on each letter, one for each person. Effects: an audit row: who printed whose."""
    _require_keeper(actor)
    moment = now()
    letters: dict[str, dict[str, Any]] = {}
    for each in invitations:
        if each.state_at(moment) != InvitationState.PENDING:
            continue
        letter = {"invitation": each, "code": codes.grouped(code_of(each), 5), "entities": []}
        letters.setdefault(each.email, letter)["entities"].append(each.entity)
    audit.record(
        action="people.letters_printed",
        actor_id=actor.pk,
        entity_id=None,
        target="invitations",
        detail={"invitations": [letter["invitation"].pk for letter in letters.values()]},
    )
    return list(letters.values())


def mail_invitations(invitations: Sequence[Invitation]) -> None:
    """Write one mail to each address, with every town hall that is offered to it."""
    by_address: dict[str, list[Invitation]] = {}
    for each in invitations:
        by_address.setdefault(each.email, []).append(each)
    for email, offered in by_address.items():
        send_mail(
            to=email,
            subject="Tu entrada a Concejo",
            template="people/mail/invitation.txt",
            context={
                "name": offered[0].first_name,
                "posts": [f"{each.post}, {each.entity}" for each in offered],
                "link": address_of(offered[0]),
                "expires_at": offered[0].expires_at,
            },
            dedupe_key=f"invitation:{offered[0].pk}:{offered[0].nonce}",
        )


def _renew(invitation: Invitation) -> None:
    invitation.nonce = codes.new_nonce()
    invitation.token_hash = codes.code_hash(code_of(invitation))
    invitation.expires_at = now() + VALID_FOR
    invitation.save()


def _require_keeper(actor: User) -> None:
    if not rules.keeps_people(actor):
        raise NotAllowed("Solo la Diputación puede invitar a otras personas.")


def _require_open(actor: User, invitation: Invitation) -> None:
    _require_keeper(actor)
    check_roles(actor=actor, entity=invitation.entity, roles=invitation.roles)
    if invitation.accepted_at or invitation.revoked_at:
        raise PeopleError("Esta invitación ya se usó o se retiró.")


def _note(actor: User, invitation: Invitation, action: str, detail: dict[str, Any]) -> None:
    audit.record(
        action=action,
        actor_id=actor.pk,
        entity_id=invitation.entity_id,
        target=f"invitation:{invitation.pk}",
        detail=detail,
    )
