"""Inviting many at once: first say what each line would do, then do all the good ones or none."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from core import audit
from core.clock import now
from core.tenancy import unscoped
from people import rules
from people.enums import Role
from people.models import Invitation, LocalEntity, Membership, User
from people.querysets import folded
from people.services.batch_file import Line, lines_of
from people.services.errors import NotAllowed, PeopleError
from people.services.invitations import mail_invitations, write_invitation
from people.services.memberships import appoint, check_roles
from people.standing import today

INVITE, APPOINT, NOTHING = "se le invita", "se le añade el puesto", "ya está: no se hace nada"


@dataclass(slots=True)
class BatchRow:
    """One line of the file: what it would do, or what is wrong with it."""

    number: int
    email: str
    name: str
    last_name: str
    post: str
    entity: LocalEntity | None = None
    roles: tuple[str, ...] = ()
    outcome: str = INVITE
    errors: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Batch:
    """The whole file, read and judged; nothing has been written."""

    text: str
    rows: list[BatchRow]

    @property
    def good(self) -> list[BatchRow]:
        return [row for row in self.rows if not row.errors]

    @property
    def bad(self) -> list[BatchRow]:
        return [row for row in self.rows if row.errors]


def read_batch(*, actor: User, text: str) -> Batch:
    """Say what each line would do (dry run). Pre: the actor looks after people. Errors: PeopleError."""
    if not rules.keeps_people(actor):
        raise NotAllowed("Solo la Diputación puede invitar a otras personas.")
    lines = lines_of(text)
    judge = _Judge(actor, lines)
    return Batch(text, [judge.row(line) for line in lines])


@transaction.atomic
def apply_batch(*, actor: User, text: str, expected: int) -> Batch:
    """Do every good line of the file, or none.

    Pre: `expected` is how many good lines the person saw when she confirmed. Effects: invitations, posts, one
    mail for each address, one audit row. Doing it again changes nothing. Errors: PeopleError when the file
    would now do something else than what was shown.
    """
    batch = read_batch(actor=actor, text=text)
    if len(batch.good) != expected:
        raise PeopleError("Algo ha cambiado desde que lo revisaste. Revisa otra vez el fichero.")
    invited = [_write(actor, row) for row in batch.good if row.outcome == INVITE]
    mail_invitations(invited)
    for row in (row for row in batch.good if row.outcome == APPOINT):
        person = User.objects.get(email=row.email)
        appoint(actor=actor, person=person, entity=_entity(row), post=row.post, roles=row.roles)
    audit.record(
        action="people.batch_applied",
        actor_id=actor.pk,
        entity_id=None,
        target="invitations",
        detail={"invitations": [each.pk for each in invited], "left_out": len(batch.bad)},
    )
    return batch


def _write(actor: User, row: BatchRow) -> Invitation:
    person = {"email": row.email, "first_name": row.name, "last_name": row.last_name}
    return write_invitation(actor=actor, entity=_entity(row), person=person, post=row.post, roles=row.roles)


def _entity(row: BatchRow) -> LocalEntity:
    if row.entity is None:
        raise PeopleError(f"Línea {row.number}: falta la entidad.")
    return row.entity


class _Judge:
    """Reads once what every line is compared with: a long file costs the queries of a short one."""

    def __init__(self, actor: User, lines: Sequence[Line]) -> None:
        self.actor = actor
        emails = {line.values["correo"].lower() for line in lines}
        self.entities: dict[str, LocalEntity] = {}
        for entity in LocalEntity.objects.active():
            self.entities[folded(entity.name)] = self.entities[entity.ine_code] = entity
        self.people = {person.email: person for person in User.objects.filter(email__in=emails)}
        current = Membership.objects.current(today()).filter(person__email__in=emails)
        self.held = set(current.values_list("person__email", "entity_id"))
        with unscoped("whether each address is already invited"):
            pending = Invitation.objects.filter(
                email__in=emails, accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=now()
            )
            self.invited = set(pending.values_list("email", "entity_id"))
        self.seen: dict[tuple[str, int], int] = {}

    def row(self, line: Line) -> BatchRow:
        """Return the line with its outcome or its errors."""
        values = line.values
        row = BatchRow(
            line.number, values["correo"].lower(), values["nombre"], values["apellidos"], values["puesto"]
        )
        self._check_person(row)
        row.entity = self.entities.get(folded(values["entidad"])) or self.entities.get(values["entidad"])
        if row.entity is None:
            row.errors.append(f"No conocemos la entidad «{values['entidad']}».")
        self._check_roles(row, values["funciones"])
        if row.entity is not None and not row.errors:
            self._decide(row, row.entity)
        return row

    def _check_person(self, row: BatchRow) -> None:
        try:
            validate_email(row.email)
        except ValidationError:
            row.errors.append(f"El correo «{row.email}» no es una dirección válida.")
        for label, value in (("nombre", row.name), ("puesto", row.post)):
            if not value:
                row.errors.append(f"Falta el {label}.")
        for said, value, longest in (
            ("El correo es demasiado largo.", row.email, 254),
            ("El nombre es demasiado largo.", row.name, 80),
            ("Los apellidos son demasiado largos.", row.last_name, 120),
            ("El puesto es demasiado largo.", row.post, 120),
        ):
            if len(value) > longest:
                row.errors.append(said)

    def _check_roles(self, row: BatchRow, written: str) -> None:
        known = {folded(label): value for value, label in Role.choices}
        names = [name.strip() for name in written.replace("+", "|").split("|") if name.strip()]
        row.errors += [f"No conocemos la función «{name}»." for name in names if folded(name) not in known]
        row.roles = tuple(known[folded(name)] for name in names if folded(name) in known)
        if row.entity is None:
            return
        try:
            check_roles(actor=self.actor, entity=row.entity, roles=row.roles)
        except PeopleError as refusal:
            row.errors.append(refusal.reason)

    def _decide(self, row: BatchRow, entity: LocalEntity) -> None:
        key = (row.email, entity.pk)
        earlier = self.seen.setdefault(key, row.number)
        if earlier != row.number:
            row.errors.append(f"Es la misma persona y entidad que la línea {earlier}.")
        elif key in self.held or key in self.invited:
            row.outcome = NOTHING
        elif row.email in self.people:
            row.outcome = APPOINT
            if not rules.may_look_after(self.actor, self.people[row.email]):
                row.errors.append("Ya tiene cuenta, y no puedes cambiar sus puestos.")
