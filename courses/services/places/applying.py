"""Asking for a place and giving it back. Every verb here starts by locking the edition."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from core import audit, clock
from core.idempotency import fingerprint, once
from core.tenancy import unscoped
from courses.enums import KEPT, EnrolmentState, Overlap, Refusal
from courses.errors import PlaceRefused
from courses.models import Edition, Enrolment, EnrolmentEvent
from courses.rules import (
    needs_nobodys_consent,
    owns_place,
    shares_later,
    why_not_accept,
    why_not_apply,
    why_not_withdraw,
)
from courses.services.places.mails import ask_supervisors, tell
from courses.services.places.moves import locked, move, seats_taken
from courses.services.places.overlaps import clash
from courses.services.places.promotion import promote
from courses.services.places.sharing import forget_order, is_plain, put_in_order
from people.models import LocalEntity, User
from people.rules import serves

State = EnrolmentState


@dataclass(frozen=True, slots=True)
class Given:
    """What came of asking for a place."""

    enrolment_id: int
    state: str


def apply_for_place(*, edition: Edition, person: User, entity: LocalEntity, key: str) -> Given:
    """Ask for a place in an edition on behalf of a town hall, once for each form.

    Pre-conditions: the person serves the entity today; the edition takes applications now; she has no live
    application in it. Effects: an `Enrolment` with its events, one audit row and one mail, all or nothing:
    CONFIRMED while seats are left, WAITING after that, APPLIED when the edition asks for approval.
    Errors: PermissionDenied (kept in the audit), PlaceRefused, KeyReused.
    """
    _require_service(person, entity, edition)
    answer = once(
        key=key,
        purpose="courses.place",
        actor_id=person.pk,
        fingerprint=fingerprint({"edition": edition.pk, "entity": entity.pk}),
        act=lambda: enrol(edition_id=edition.pk, person=person, entity=entity, actor=person),
    )
    return Given(answer["enrolment_id"], answer["state"])


def _require_service(person: User, entity: LocalEntity, edition: Edition) -> None:
    if serves(person, entity):
        return
    audit.record(
        action="courses.place.refused",
        actor_id=person.pk,
        entity_id=entity.pk,
        target=f"edition:{edition.pk}",
        detail={"reason": Refusal.NOT_SERVING.value},
    )
    raise PermissionDenied(Refusal.NOT_SERVING.label)


def enrol(*, edition_id: int, person: User, entity: LocalEntity, actor: User) -> dict[str, Any]:
    """Write one application down, whoever sends it: the person, or the staff with a file.

    Pre-conditions: inside a transaction; the person serves the entity. Effects and errors: those of
    `apply_for_place`. The actor is who the events and the audit name.
    """
    with unscoped("el aforo de una edición cuenta todos los ayuntamientos"):
        edition = locked(edition_id)
        _require_open(edition, person)
        # The time is taken after the lock, so that the order of the list is the order of arrival.
        enrolment = Enrolment(edition=edition, person=person, entity=entity, state="", applied_at=clock.now())
        event = move(enrolment=enrolment, target=State.APPLIED, actor_id=actor.pk)
        if edition.needs_consent:
            event = _ask_consent(enrolment, actor) or event
        event = go_on(enrolment, actor_id=actor.pk) or event
        tell(enrolment, event)
    _audit("courses.place.asked", enrolment, actor)
    return {"enrolment_id": enrolment.pk, "state": str(enrolment.state)}


def _ask_consent(enrolment: Enrolment, actor: User) -> EnrolmentEvent | None:
    """Ask the town hall; the mayor who applies has nobody above and needs nobody."""
    if not needs_nobodys_consent(enrolment.person, enrolment.entity_id):
        ask_supervisors(enrolment)
        return None
    reason = "Es para la propia alcaldía"
    return move(enrolment=enrolment, target=State.SUPERVISOR_OK, actor_id=actor.pk, reason=reason)


def _require_open(edition: Edition, person: User) -> None:
    refusal = why_not_apply(edition, clock.now())
    if refusal is None and Enrolment.objects.filter(edition=edition, person=person, state__in=KEPT).exists():
        refusal = Refusal.ALREADY
    if refusal:
        raise PlaceRefused(refusal)
    if edition.overlap == Overlap.BLOCK and (said := clash(person, edition)):
        raise PlaceRefused(Refusal.OVERLAPS, said)


def go_on(enrolment: Enrolment, *, actor_id: int | None) -> EnrolmentEvent | None:
    """Take an application as far as it goes by itself; None when somebody has to decide first."""
    edition = enrolment.edition
    unconsented = edition.needs_consent and enrolment.state == State.APPLIED
    if unconsented or edition.needs_approval or shares_later(edition):
        return None
    return seat_or_queue(enrolment, actor_id=actor_id)


def seat_or_queue(enrolment: Enrolment, *, actor_id: int | None) -> EnrolmentEvent:
    """Give a seat while there is one and nobody waits before; otherwise put it on the waiting list."""
    edition = enrolment.edition
    if not is_plain(edition):
        return _by_its_rules(enrolment, actor_id)
    someone_before = Enrolment.objects.filter(edition=edition).waiting_in_turn().exists()
    if someone_before:
        forget_order(edition)
    full = someone_before or seats_taken(edition) >= edition.capacity
    target = State.WAITING if full else State.CONFIRMED
    return move(enrolment=enrolment, target=target, actor_id=actor_id)


def _by_its_rules(enrolment: Enrolment, actor_id: int | None) -> EnrolmentEvent:
    waiting = Enrolment.objects.filter(edition=enrolment.edition).waiting_in_turn()
    line = put_in_order(enrolment.edition, [*waiting.select_related("person", "entity"), enrolment])
    placed = next(placed for place, placed in line if place is enrolment)
    target = State.CONFIRMED if placed.seated else State.WAITING
    return move(enrolment=enrolment, target=target, actor_id=actor_id, reason=placed.reasons[-1])


def withdraw(*, enrolment: Enrolment, person: User) -> Enrolment:
    """Give a place back and offer it to the next, in the same transaction.

    Pre-conditions: it is hers, it can still be given back. Effects: WITHDRAWN, event, mail, audit row, and
    the offer to the next of the list. Errors: PlaceRefused, PermissionDenied.
    """
    with transaction.atomic(), unscoped("la plaza libre puede ser de otro ayuntamiento"):
        edition, place = _locked_place(enrolment, person)
        _refuse(why_not_withdraw(place, clock.now()))
        event = move(enrolment=place, target=State.WITHDRAWN, actor_id=person.pk)
        tell(place, event)
        promote(edition)
        _audit("courses.place.withdrawn", place, person)
    return place


def accept_offer(*, enrolment: Enrolment, person: User) -> Enrolment:
    """Take the seat that was offered.

    Pre-conditions: it is hers and the offer has not ended. Effects: CONFIRMED, event, mail, audit row.
    Errors: PlaceRefused, PermissionDenied.
    """
    with transaction.atomic(), unscoped("se bloquea la edición entera"):
        _, place = _locked_place(enrolment, person)
        _refuse(why_not_accept(place, clock.now()))
        event = move(enrolment=place, target=State.CONFIRMED, actor_id=person.pk)
        tell(place, event)
        _audit("courses.place.accepted", place, person)
    return place


def _locked_place(enrolment: Enrolment, person: User) -> tuple[Edition, Enrolment]:
    if not owns_place(person, enrolment):
        raise PermissionDenied(Refusal.NOT_YOURS.label)
    edition = locked(enrolment.edition_id)
    # Read again under the lock: what the view fetched may have changed since.
    place = Enrolment.objects.select_related("person", "entity").get(pk=enrolment.pk)
    place.edition = edition
    return edition, place


def _refuse(refusal: Refusal | None) -> None:
    if refusal:
        raise PlaceRefused(refusal)


def _audit(action: str, enrolment: Enrolment, actor: User) -> None:
    audit.record(
        action=action,
        actor_id=actor.pk,
        entity_id=enrolment.entity_id,
        target=f"enrolment:{enrolment.pk}",
        detail={"edition": enrolment.edition_id, "state": str(enrolment.state)},
    )
