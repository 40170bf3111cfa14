"""Asking for a piece of work, changing what is asked, and taking no more."""

from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from core import audit, clock
from core.errors import Conflict, Refused
from core.idempotency import fingerprint, once
from core.tenancy import unscoped
from courses.enums.assignments import LatePolicy
from courses.models import Assignment, Edition, Submission
from courses.rules.assignments import leads_class
from people.models import User


@dataclass(frozen=True, slots=True)
class Terms:
    """What is asked, until when and what it is worth."""

    title: str
    instructions: str
    opens_at: datetime
    due_at: datetime
    max_points: Decimal
    must_pass: bool
    pass_points: Decimal
    max_files: int
    max_megabytes: int
    late: LatePolicy


def publish_assignment(*, edition: Edition, terms: Terms, actor: User, key: str) -> Assignment:
    """Ask the people of an edition for a piece of work.

    Pre-conditions: the actor leads the class. Effects: the assignment, audit row; the same form sent twice
    asks once. Learners see it from `opens_at`. Errors: PermissionDenied, Refused, KeyReused.
    """
    _only_who_leads(actor, edition)
    _check(terms)

    def act() -> dict[str, Any]:
        made = Assignment.objects.create(edition=edition, author=actor, **asdict(terms))
        _audit("courses.assignment.published", made, actor)
        return {"assignment": made.pk}

    sent = {"edition": edition.pk, **{name: str(value) for name, value in asdict(terms).items()}}
    answer = once(
        key=key,
        purpose="courses.assignment",
        actor_id=actor.pk,
        fingerprint=fingerprint(sent),
        act=act,
    )
    return Assignment.objects.get(pk=answer["assignment"])


def revise_assignment(*, assignment: Assignment, terms: Terms, actor: User) -> Assignment:
    """Change what is asked.

    Pre-conditions: the actor leads the class; it is not closed; what it is worth and whether it must be
    passed stay as they are once somebody has handed in. Effects: the assignment, audit row with what changed.
    Errors: PermissionDenied, Refused, Conflict.
    """
    _only_who_leads(actor, assignment.edition)
    _check(terms)
    with transaction.atomic():
        row = locked_assignment(assignment.pk)
        wanted = asdict(terms)
        changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
        if row.closed_at:
            raise Conflict("Esta tarea ya está cerrada: no se puede cambiar.")
        if changed.keys() & {"max_points", "must_pass", "pass_points"} and _was_handed_in(row):
            raise Conflict("Ya hay entregas: los puntos no se pueden cambiar.")
        for name, value in changed.items():
            setattr(row, name, value)
        if changed:
            row.save(update_fields=list(changed))
            _audit("courses.assignment.revised", row, actor, changed=sorted(changed))
    return row


def close_assignment(*, assignment: Assignment, actor: User) -> Assignment:
    """Take no more work.

    Pre-conditions: the actor leads the class. Effects: the moment, audit row; closing twice closes once.
    Errors: PermissionDenied.
    """
    _only_who_leads(actor, assignment.edition)
    with transaction.atomic():
        row = locked_assignment(assignment.pk)
        if row.closed_at is None:
            row.closed_at = clock.now()
            row.save(update_fields=["closed_at"])
            _audit("courses.assignment.closed", row, actor)
    return row


def locked_assignment(pk: int) -> Assignment:
    """Lock an assignment until the transaction ends: each change, delivery and mark of it waits its turn."""
    # Only its own row: the edition's is the lock of places.
    row: Assignment = Assignment.objects.select_for_update(of=("self",)).select_related("edition").get(pk=pk)
    return row


def _check(terms: Terms) -> None:
    if not (terms.title.strip() and terms.instructions.strip()):
        raise Refused("Escribe el título y qué hay que hacer.")
    if terms.due_at <= terms.opens_at:
        raise Refused("La fecha límite tiene que ser posterior al comienzo.")
    if not 0 < terms.max_points < 10_000:
        raise Refused("Los puntos tienen que ser más de 0 y menos de 10.000.")
    if not 0 <= terms.pass_points <= terms.max_points:
        raise Refused("Los puntos para superarla no pueden ser más que el máximo.")
    if not (0 <= terms.max_files <= 3 and 1 <= terms.max_megabytes <= 25):
        raise Refused("Se admiten hasta 3 ficheros, de 1 a 25 MB cada uno.")


def _was_handed_in(row: Assignment) -> bool:
    with unscoped("basta con que haya entregado alguien, de cualquier ayuntamiento"):
        return bool(Submission.objects.filter(assignment=row).exists())


def _only_who_leads(actor: User, edition: Edition) -> None:
    if not leads_class(actor, edition):
        raise PermissionDenied


def _audit(action: str, row: Assignment, actor: User, **detail: Any) -> None:
    audit.record(
        action=action,
        actor_id=actor.pk,
        entity_id=None,
        target=f"assignment:{row.pk}",
        detail={"edition": row.edition_id, **detail},
    )
