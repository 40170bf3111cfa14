"""What the staff of the Diputación decides about places: approval and capacity."""

from django.db import transaction

from core import audit
from core.tenancy import unscoped
from courses import words
from courses.enums import ENDED, EditionState, EnrolmentState, Refusal
from courses.errors import PlaceRefused
from courses.models import Edition, Enrolment
from courses.rules import shares_later
from courses.services.editions.teaching import move_edition
from courses.services.places.applying import seat_or_queue
from courses.services.places.mails import tell
from courses.services.places.moves import locked, move, seats_taken
from courses.services.places.promotion import promote
from people.models import User


def change_capacity(*, edition: Edition, capacity: int, actor: User) -> Edition:
    """Set how many seats there are and offer the new ones to those who wait.

    Pre-conditions: not fewer than the seats already held. Effects: capacity, offers, audit row. Applications
    without approval stay where they are. Errors: PlaceRefused(BELOW_SEATED).
    """
    with transaction.atomic(), unscoped("el aforo de una edición cuenta todos los ayuntamientos"):
        now_locked = locked(edition.pk)
        held = seats_taken(now_locked)
        if capacity < held:
            raise PlaceRefused(Refusal.BELOW_SEATED, words.too_few_places(held, capacity))
        before, now_locked.capacity = now_locked.capacity, capacity
        now_locked.save(update_fields=["capacity"])
        promote(now_locked)
        audit.record(
            action="courses.edition.capacity",
            actor_id=actor.pk,
            entity_id=None,
            target=f"edition:{edition.pk}",
            detail={"before": before, "after": capacity},
        )
    return now_locked


def answer_application(*, enrolment: Enrolment, approved: bool, reason: str, actor: User) -> Enrolment:
    """Approve an application (seat or waiting list) or reject it with a reason.

    Pre-conditions: it is APPLIED. Effects: state, event, mail, audit row. Errors: PlaceRefused(WRONG_STATE).
    """
    with transaction.atomic(), unscoped("el aforo de una edición cuenta todos los ayuntamientos"):
        edition = locked(enrolment.edition_id)
        place: Enrolment = Enrolment.objects.select_related("person", "entity").get(pk=enrolment.pk)
        place.edition = edition
        _refuse(_why_not_answer(edition, place, approved=approved))
        event = (
            seat_or_queue(place, actor_id=actor.pk)
            if approved
            else move(enrolment=place, target=EnrolmentState.REJECTED, actor_id=actor.pk, reason=reason)
        )
        tell(place, event)
        audit.record(
            action="courses.place.answered",
            actor_id=actor.pk,
            entity_id=place.entity_id,
            target=f"enrolment:{place.pk}",
            detail={"approved": approved, "state": str(place.state)},
        )
    return place


def _why_not_answer(edition: Edition, place: Enrolment, *, approved: bool) -> Refusal | None:
    if place.state not in (EnrolmentState.APPLIED, EnrolmentState.SUPERVISOR_OK):
        return Refusal.WRONG_STATE
    if edition.state in ENDED:
        return Refusal.EDITION_ENDED
    if approved and edition.needs_consent and place.state == EnrolmentState.APPLIED:
        return Refusal.NEEDS_CONSENT
    return Refusal.ALL_TOGETHER if approved and shares_later(edition) else None


def _refuse(refusal: Refusal | None) -> None:
    if refusal:
        raise PlaceRefused(refusal)


def revise_edition(*, edition: Edition, capacity: int, state: EditionState, actor: User) -> Edition:
    """Give an edition the capacity and the state an editor typed, each by its own verb.

    Pre-conditions: the rest of the edition is saved. Effects: those of `change_capacity` and `move_edition`,
    and an audit row. Errors: PlaceRefused, ForbiddenMove; then nothing of it is kept.
    """
    with transaction.atomic():
        if capacity != edition.capacity:
            edition = change_capacity(edition=edition, capacity=capacity, actor=actor)
        if state != edition.state:
            edition = move_edition(edition=edition, target=state, actor=actor)
        audit.record(
            action="courses.edition.revised",
            actor_id=actor.pk,
            entity_id=None,
            target=f"edition:{edition.pk}",
            detail={"code": edition.code},
        )
    return edition
