"""Giving all the places of an edition at once, when its window closes or the staff say so."""

from collections.abc import Callable, Iterable

from django.db import transaction
from django.db.models import Q

from core import audit, clock
from core.tenancy import unscoped
from courses.enums import ANNOUNCED, Allocation, EnrolmentState, Refusal
from courses.errors import PlaceRefused
from courses.models import Edition, Enrolment
from courses.rules import shares_later
from courses.services.places.mails import tell
from courses.services.places.moves import locked, move
from courses.services.places.promotion import promote
from courses.services.places.sharing import put_in_order
from people.models import User

State = EnrolmentState


def allocate_places(*, edition: Edition, actor: User | None) -> list[Enrolment]:
    """Give the places of a fair edition in its order; the others go to the waiting list in that order.

    Pre-conditions: it shares its places at once and has not done so. Effects: every application that is
    ready is CONFIRMED or WAITING with rank, score and reasons; event and mail for each; one audit row.
    Errors: PlaceRefused(ALREADY_ALLOCATED).
    """
    with transaction.atomic(), unscoped("el reparto cuenta todos los ayuntamientos"):
        row = locked(edition.pk)
        if not shares_later(row):
            raise PlaceRefused(Refusal.ALREADY_ALLOCATED)
        line = put_in_order(row, _ready(row))
        for place, placed in line:
            target = State.CONFIRMED if placed.seated else State.WAITING
            actor_id = actor.pk if actor else None
            tell(place, move(enrolment=place, target=target, actor_id=actor_id, reason=placed.reasons[-1]))
        row.allocated_at = clock.now()
        row.save(update_fields=["allocated_at"])
        promote(row)
        _audit(row, actor, line=len(line), seated=sum(placed.seated for _, placed in line))
    return [place for place, _ in line]


def _ready(edition: Edition) -> list[Enrolment]:
    """Return the applications nobody has to agree to any more."""
    states = [State.SUPERVISOR_OK] if edition.needs_consent else [State.APPLIED, State.SUPERVISOR_OK]
    ready = Enrolment.objects.filter(edition=edition, state__in=states)
    return list(ready.select_related("person", "entity").order_by("applied_at", "pk"))


def settle_due() -> int:
    """Give the places of editions whose window has closed, and the seats whose reserve has ended.

    An edition that asks for approval waits for the staff to press the button. Returns how many editions were
    shared out and seats offered. Errors: ExceptionGroup with what failed, once every other one has been done.
    """
    at = clock.now()
    ended = Edition.objects.filter(
        allocation=Allocation.FAIR, allocated_at=None, needs_approval=False, apply_until__lte=at
    )
    due = list(ended.filter(state__in=ANNOUNCED))
    shared, wrong = _each_alone(due, _allocate_in)
    offered, failed = _each_alone(_with_seats_to_free(), _promote_in)
    if wrong or failed:
        raise ExceptionGroup("Hay ediciones sin repartir", [*wrong, *failed])
    return shared + offered


def _with_seats_to_free() -> list[Edition]:
    at = clock.now()
    over = Q(one_per_entity_until__lte=at) | Q(reserved_until__lte=at)
    with unscoped("las plazas guardadas pasan a cualquier ayuntamiento"):
        with_line = Enrolment.objects.filter(state=State.WAITING).values("edition")
        return list(Edition.objects.filter(over, state__in=ANNOUNCED, pk__in=with_line, ends_on__gte=at))


def _each_alone(editions: Iterable[Edition], act: Callable[[Edition], int]) -> tuple[int, list[Exception]]:
    """Return the sum of what was done, and what failed with the edition named: none stops another."""
    done, wrong = 0, []
    for edition in editions:
        try:
            done += act(edition)
        except Exception as error:  # kept, whatever it is, until the others have had their turn
            error.add_note(f"Edición {edition.code} ({edition.pk})")
            wrong.append(error)
    return done, wrong


def _allocate_in(edition: Edition) -> int:
    allocate_places(edition=edition, actor=None)
    return 1


def _promote_in(edition: Edition) -> int:
    with transaction.atomic(), unscoped("las plazas guardadas pasan a cualquier ayuntamiento"):
        return len(promote(locked(edition.pk)))


def _audit(edition: Edition, actor: User | None, **figures: int) -> None:
    audit.record(
        action="courses.edition.allocated",
        actor_id=actor.pk if actor else None,
        entity_id=None,
        target=f"edition:{edition.pk}",
        detail=dict(figures),
    )
