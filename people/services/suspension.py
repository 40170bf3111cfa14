"""Shutting the door to a person, and opening it again."""

from django.db import transaction

from core import audit
from people import rules
from people.enums import Role
from people.models import User
from people.services.errors import NotAllowed, PeopleError
from people.services.memberships import require_an_operator
from people.services.sessions import end_sessions


@transaction.atomic
def suspend(*, actor: User, person: User, reason: str) -> None:
    """Stop a person from coming in, from this second.

    Pre: the actor looks after the person and gives a reason. Effects: she cannot sign in; sessions and
    sockets end (check 28); audit row. Her posts and what she did stay. Errors: PeopleError.
    """
    _require_keeper(actor, person)
    if not reason.strip():
        raise PeopleError("Escribe por qué se le cierra la entrada.")
    ran_the_machine = rules.has_role(person, Role.OPERATOR)
    _set_active(person, False)
    if ran_the_machine:
        require_an_operator()
    end_sessions(person=person)
    _note(actor, person, "people.suspended", {"reason": reason.strip()})


@transaction.atomic
def resume(*, actor: User, person: User) -> None:
    """Let a suspended person come in again. Pre: the actor looks after her. Effects: audit row."""
    _require_keeper(actor, person)
    _set_active(person, True)
    _note(actor, person, "people.resumed", {})


def _require_keeper(actor: User, person: User) -> None:
    if not rules.may_look_after(actor, person):
        raise NotAllowed("No puedes abrir ni cerrar la entrada a esta persona.")


def _set_active(person: User, is_active: bool) -> None:
    person.is_active = is_active
    person.save(update_fields=["is_active"])


def _note(actor: User, person: User, action: str, detail: dict[str, object]) -> None:
    audit.record(
        action=action,
        actor_id=actor.pk,
        entity_id=None,
        target=f"person:{person.pk}",
        detail=detail,
    )
