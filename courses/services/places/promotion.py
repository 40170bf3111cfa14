"""What happens when a seat is free: the next of the list is offered it, in the same transaction."""

from datetime import timedelta

from django.db import transaction

from core import audit, clock
from core.tenancy import unscoped
from courses.enums import ENDED, EnrolmentState
from courses.models import Edition, Enrolment
from courses.services.places.mails import tell
from courses.services.places.moves import locked, move, seats_taken
from courses.services.places.sharing import is_plain, put_in_order

OFFER_LASTS = timedelta(hours=48)


def promote(edition: Edition) -> list[Enrolment]:
    """Offer every free seat to the next of the waiting list.

    Pre-conditions: the edition is locked, the scope is open to every town hall. Effects: WAITING → OFFERED
    for 48 hours, event, audit row and mail for each. An application still without approval is never promoted;
    nor anybody, once the edition has ended.
    """
    promoted = _next_of(edition) if edition.state not in ENDED else []
    for enrolment in promoted:
        offer(enrolment)
    return promoted


def _next_of(edition: Edition) -> list[Enrolment]:
    """Return those whose turn it is. Where the order depends on who has a seat, it is worked out again."""
    waiting = Enrolment.objects.filter(edition=edition).waiting_in_turn()
    if is_plain(edition):
        free = max(0, edition.capacity - seats_taken(edition))
        return list(waiting[:free])
    line = put_in_order(edition, list(waiting.select_related("person", "entity")))
    return [place for place, placed in line if placed.seated]


def offer(enrolment: Enrolment) -> None:
    """Offer a seat to somebody who waits, for 48 hours."""
    event = move(
        enrolment=enrolment,
        target=EnrolmentState.OFFERED,
        actor_id=None,
        reason="Ha quedado una plaza libre",
        offer_expires=clock.now() + OFFER_LASTS,
    )
    audit.record(
        action="courses.place.offered",
        actor_id=None,
        entity_id=enrolment.entity_id,
        target=f"enrolment:{enrolment.pk}",
        detail={"edition": enrolment.edition_id},
    )
    tell(enrolment, event)


def expire_offers() -> int:
    """Take back the offers nobody accepted in time and pass each to the next.

    Effects: OFFERED → EXPIRED, event, mail, promotion, one edition at a time under its lock.
    """
    at = clock.now()
    with unscoped("caducan ofertas de plaza de cualquier ayuntamiento"):
        late = Enrolment.objects.expired_at(at).values_list("edition_id", flat=True).distinct().order_by()
        return sum(_expire_in(edition_id) for edition_id in list(late))


def _expire_in(edition_id: int) -> int:
    with transaction.atomic():
        edition = locked(edition_id)
        late = list(Enrolment.objects.filter(edition=edition).expired_at(clock.now()).order_by("pk"))
        for enrolment in late:
            event = move(
                enrolment=enrolment,
                target=EnrolmentState.EXPIRED,
                actor_id=None,
                reason="Pasaron 48 horas sin respuesta",
            )
            tell(enrolment, event)
        promote(edition)
    return len(late)
