"""Posts and roles: given, changed and ended by those who stand higher."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from django.db import transaction

from core import audit
from people import rules
from people.enums import Role
from people.models import LocalEntity, Membership, RoleGrant, User
from people.services.errors import NotAllowed, PeopleError
from people.services.groups import align_groups
from people.services.sessions import end_sessions
from people.standing import today


def check_roles(*, actor: User, entity: LocalEntity, roles: Collection[str]) -> None:
    """Refuse roles that the actor cannot give, or that mean nothing in that entity."""
    for role in roles:
        label = Role(role).label
        if not rules.may_grant(actor, role):
            raise NotAllowed(f"No puedes dar la función «{label}».")
        if not rules.role_fits(role, entity):
            raise PeopleError(f"La función «{label}» solo se da en la Diputación.")


def grant(*, person: User, entity: LocalEntity, post: str, roles: Collection[str], since: date) -> Membership:
    """Write a post with its roles. Whoever calls has checked that it may be given, and audits it."""
    membership = Membership.objects.create(person=person, entity=entity, post=post, valid_from=since)
    RoleGrant.objects.bulk_create(RoleGrant(membership=membership, role=role) for role in sorted(roles))
    return membership


@transaction.atomic
def appoint(
    *, actor: User, person: User, entity: LocalEntity, post: str, roles: Collection[str]
) -> Membership:
    """Give a person one more post, from today.

    Pre: the actor looks after the person and may give each role. Effects: post, roles, groups, audit row;
    open sessions end, so that the new standing is what counts. Errors: PeopleError, with a sentence.
    """
    _require_keeper(actor, person)
    check_roles(actor=actor, entity=entity, roles=roles)
    if person.memberships.filter(entity=entity, valid_to__isnull=True).exists():
        raise PeopleError(f"{person} ya tiene un puesto en {entity}.")
    membership = grant(person=person, entity=entity, post=post, roles=roles, since=today())
    _settle(actor, membership, "people.appointed", {"post": post, "roles": sorted(roles)})
    return membership


@transaction.atomic
def change_roles(*, actor: User, membership: Membership, roles: Collection[str]) -> None:
    """Leave a post with exactly these roles.

    Pre: the actor looks after the person, and may give or take each role that changes. Effects: roles,
    groups, audit row, and every session and socket of the person ends (check 28). Errors: PeopleError.
    """
    _require_keeper(actor, membership.person)
    wanted = set(roles)
    held = set(membership.roles.values_list("role", flat=True))
    if wanted == held:
        return
    check_roles(actor=actor, entity=membership.entity, roles=wanted ^ held)
    membership.roles.exclude(role__in=wanted).delete()
    RoleGrant.objects.bulk_create(
        RoleGrant(membership=membership, role=role) for role in sorted(wanted - held)
    )
    if Role.OPERATOR in held - wanted:
        require_an_operator()
    detail = {"before": sorted(held), "after": sorted(wanted)}
    _settle(actor, membership, "people.roles_changed", detail)


@transaction.atomic
def end_post(*, actor: User, membership: Membership) -> None:
    """End a post: yesterday was its last day; one that began today was a mistake, and goes.

    Pre: the actor looks after the person. Effects: dates, groups, audit row, sessions end.
    Errors: PeopleError.
    """
    _require_keeper(actor, membership.person)
    ran_the_machine = rules.has_role(membership.person, Role.OPERATOR)
    number = membership.pk
    membership.valid_to = today() - timedelta(days=1)
    if membership.valid_from > membership.valid_to:
        membership.delete()
        membership.pk = number
    else:
        membership.save(update_fields=["valid_to"])
    if ran_the_machine:
        require_an_operator()
    _settle(actor, membership, "people.post_ended", {"last_day": str(membership.valid_to)})


def _require_keeper(actor: User, person: User) -> None:
    if not rules.may_look_after(actor, person):
        raise NotAllowed("No puedes cambiar los puestos de esta persona.")


def require_an_operator() -> None:
    """Refuse to leave the machine without anybody who may run it."""
    named = User.objects.with_role(Role.OPERATOR, today()).exists()
    if not (named or User.objects.filter(is_superuser=True, is_active=True).exists()):
        raise PeopleError("Tiene que quedar al menos una persona de operación.")


def _settle(actor: User, membership: Membership, action: str, detail: Mapping[str, object]) -> None:
    align_groups(people=[membership.person])
    end_sessions(person=membership.person)
    audit.record(
        action=action,
        actor_id=actor.pk,
        entity_id=membership.entity_id,
        target=f"person:{membership.person_id}",
        detail={"membership": membership.pk, **detail},
    )
