"""Which changes are lawful and who may make them. Each predicate is a sentence."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from core.access import Access
from courses.enums import ENDED, TAKES_APPLICATIONS, Allocation, EditionState, EnrolmentState, Refusal
from people.enums import Role
from people.rules import has_role, has_role_in, may_enter_admin, province_wide

if TYPE_CHECKING:
    from courses.models import Edition, Enrolment
    from people.models import User

State = EnrolmentState

# From which state to which. Nothing else is possible, whoever asks.
PLACE_TRANSITIONS: Mapping[str, frozenset[EnrolmentState]] = {
    "": frozenset({State.APPLIED}),
    State.APPLIED: frozenset(
        {State.SUPERVISOR_OK, State.WAITING, State.CONFIRMED, State.REJECTED, State.WITHDRAWN}
    ),
    State.SUPERVISOR_OK: frozenset({State.WAITING, State.CONFIRMED, State.REJECTED, State.WITHDRAWN}),
    State.WAITING: frozenset({State.OFFERED, State.REJECTED, State.WITHDRAWN}),
    State.OFFERED: frozenset({State.CONFIRMED, State.WITHDRAWN, State.EXPIRED}),
    State.CONFIRMED: frozenset({State.ATTENDED, State.NO_SHOW, State.WITHDRAWN}),
    # A correction of the attendance after the end.
    State.ATTENDED: frozenset({State.NO_SHOW}),
    State.NO_SHOW: frozenset({State.ATTENDED}),
    State.WITHDRAWN: frozenset(),
    State.REJECTED: frozenset(),
    State.EXPIRED: frozenset(),
}

EDITION_TRANSITIONS: Mapping[EditionState, frozenset[EditionState]] = {
    EditionState.PLANNED: frozenset({EditionState.OPEN, EditionState.CANCELLED}),
    EditionState.OPEN: frozenset({EditionState.CLOSED, EditionState.RUNNING, EditionState.CANCELLED}),
    EditionState.CLOSED: frozenset({EditionState.OPEN, EditionState.RUNNING, EditionState.CANCELLED}),
    EditionState.RUNNING: frozenset({EditionState.FINISHED, EditionState.CANCELLED}),
    EditionState.FINISHED: frozenset(),
    EditionState.CANCELLED: frozenset(),
}


def place_may_move(source: str, target: EnrolmentState) -> bool:
    """A place goes only along the table."""
    return target in PLACE_TRANSITIONS[source]


def edition_may_move(source: str, target: EditionState) -> bool:
    """An edition goes only along the table."""
    return target in EDITION_TRANSITIONS[EditionState(source)]


def one_per_entity_now(edition: "Edition", at: datetime) -> bool:
    """In the first days each town hall has one place at most."""
    return edition.one_per_entity_until is not None and at < edition.one_per_entity_until


def reserves_now(edition: "Edition", at: datetime) -> bool:
    """Until a date some seats are kept for the town halls of a quota."""
    return edition.reserved_until is not None and at < edition.reserved_until


def shares_later(edition: "Edition") -> bool:
    """Its places are given all at once, and that has not been done yet."""
    return (
        edition.state not in ENDED and edition.allocation == Allocation.FAIR and edition.allocated_at is None
    )


def why_not_apply(edition: "Edition", at: datetime) -> Refusal | None:
    """Return why nobody can ask for a place now, or None when they can."""
    if edition.state == EditionState.CANCELLED:
        return Refusal.CANCELLED
    if edition.state == EditionState.PLANNED:
        return Refusal.NOT_OPEN
    if edition.state not in TAKES_APPLICATIONS or at >= edition.apply_until:
        return Refusal.TOO_LATE
    return Refusal.TOO_EARLY if at < edition.apply_from else None


def why_not_withdraw(enrolment: "Enrolment", at: datetime) -> Refusal | None:
    """Return why this place cannot be given back, or None. Whoever only waits may always leave."""
    if not place_may_move(enrolment.state, State.WITHDRAWN):
        return Refusal.WRONG_STATE
    late = at >= enrolment.edition.cancel_until
    return Refusal.TOO_LATE_TO_WITHDRAW if late and enrolment.state == State.CONFIRMED else None


def why_not_accept(enrolment: "Enrolment", at: datetime) -> Refusal | None:
    """Return why this offer cannot be taken, or None."""
    if enrolment.edition.state == EditionState.CANCELLED:
        return Refusal.CANCELLED
    if enrolment.edition.state == EditionState.FINISHED:
        return Refusal.EDITION_ENDED
    if enrolment.state == State.EXPIRED:
        return Refusal.OFFER_EXPIRED
    if enrolment.state != State.OFFERED or enrolment.offer_expires is None:
        return Refusal.WRONG_STATE
    return Refusal.OFFER_EXPIRED if at >= enrolment.offer_expires else None


def owns_place(person: "User", enrolment: "Enrolment") -> bool:
    """A place is its person's, whichever town hall it was asked for."""
    return enrolment.person_id == person.pk


def sees_every_roll(person: "User") -> bool:
    """Whoever works for the whole province, and the editors who must see who attended."""
    return province_wide(person) or has_role(person, Role.EDITOR, Role.REVIEWER)


def teaches(person: "User", edition: "Edition") -> bool:
    """A trainer who was given this edition by name."""
    return edition.trainers.filter(pk=person.pk).exists()


def may_see_roll(person: "User", edition: "Edition") -> bool:
    """The trainer of the edition, and those who see every roll."""
    return sees_every_roll(person) or teaches(person, edition)


# Who speaks for a town hall when one of its people asks for a course in working hours.
CONSENTING = frozenset({Role.MAYOR, Role.COUNCILLOR})


def may_consent(person: "User", enrolment: "Enrolment") -> bool:
    """A mayor or a councillor of the town hall of the application, and never for oneself."""
    return has_role_in(person, enrolment.entity_id, *CONSENTING) and person.pk != enrolment.person_id


def needs_nobodys_consent(person: "User", entity_id: int) -> bool:
    """Nobody stands above the mayor of the town hall she asks for."""
    return has_role_in(person, entity_id, Role.MAYOR)


def may_run_editions(person: "User") -> bool:
    """Those who manage editions, and the advisers and heads who share their places out."""
    return manages_editions(person) or has_role(person, Role.ADVISER, Role.HEAD)


def may_reach_management(ctx: Access) -> bool:
    """Whoever runs editions may reach the page where it is done."""
    return may_run_editions(ctx.user)


def manages_editions(person: "User") -> bool:
    """Editors open editions and set their dates; operators too."""
    return has_role(person, Role.EDITOR, Role.REVIEWER, Role.OPERATOR)


def may_answer_applications(person: "User") -> bool:
    """Advisers, heads and editors of the Diputación approve; a trainer does not choose her pupils."""
    return has_role(person, Role.ADVISER, Role.HEAD, Role.EDITOR)


def may_reach_editions(ctx: Access) -> bool:
    """Whoever manages editions may reach the address where one is made or changed."""
    return manages_editions(ctx.user)


def may_reach_rolls(ctx: Access) -> bool:
    """Whoever sees every roll may reach the list of all places, which lives in the editor's desk.

    Without the desk, Wagtail would send a person who is signed in to sign in, and back, for ever.
    """
    return sees_every_roll(ctx.user) and may_enter_admin(ctx)


def may_reach_answers(ctx: Access) -> bool:
    """Whoever answers applications may reach the address where it is done."""
    return may_answer_applications(ctx.user)
