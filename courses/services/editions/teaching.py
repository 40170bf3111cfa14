"""Opening an edition and giving its classes a room."""

from datetime import datetime

from django.db import transaction

from core import audit
from courses.enums import EditionState
from courses.errors import ForbiddenMove
from courses.models import Edition, LiveSession
from courses.rules import edition_may_move
from courses.services.catalogue.pins import pin_lessons
from courses.services.editions.cancelling import call_off
from courses.services.editions.finishing import settle_places
from courses.services.places.moves import locked
from people.models import User
from videoconf.services import create_room

PURPOSE = "courses.session"


def open_edition(*, edition: Edition, actor: User | None) -> Edition:
    """Announce a planned edition: from now on its dates decide who can ask for a place."""
    return move_edition(edition=edition, target=EditionState.OPEN, actor=actor)


def move_edition(*, edition: Edition, target: EditionState, actor: User | None, reason: str = "") -> Edition:
    """Take an edition to another state.

    Pre-conditions: to call it off, a reason. Effects: state and audit row; RUNNING pins the lessons, FINISHED
    settles the places, CANCELLED calls off the classes and tells everybody. Errors: `ForbiddenMove` when the
    table has no such step; Conflict.
    """
    with transaction.atomic():
        row = locked(edition.pk)
        source = row.state
        if not edition_may_move(source, target):
            raise ForbiddenMove(f"Una edición no pasa de «{source}» a «{target}»")
        row.state = target
        row.save(update_fields=["state"])
        if target == EditionState.RUNNING:
            pin_lessons(edition=row)
        if target == EditionState.FINISHED:
            settle_places(edition=row, actor_id=actor.pk if actor else None)
        if target == EditionState.CANCELLED:
            call_off(edition=row, reason=reason, actor=actor)
        _audit("courses.edition.moved", row, actor, {"from": str(source), "to": str(target)})
    return row


def finish_edition(*, edition: Edition, actor: User | None) -> Edition:
    """End an edition under way: each confirmed place becomes attended or not, by its attendance.

    Pre-conditions: it is RUNNING and its classes ended minutes ago. Effects: those of `settle_places`, state
    and audit row, all under the edition's lock. Errors: ForbiddenMove, Conflict; then nothing is kept.
    """
    return move_edition(edition=edition, target=EditionState.FINISHED, actor=actor)


def schedule_session(
    *, edition: Edition, title: str, starts_at: datetime, ends_at: datetime, actor: User | None = None
) -> LiveSession:
    """Add a live class to an edition, with a room of its own.

    Pre-conditions: `starts_at` < `ends_at`. Effects: the room, the class, audit row. Errors: ValueError.
    """
    with transaction.atomic():
        room = create_room(title=title, purpose=PURPOSE, starts_at=starts_at, ends_at=ends_at)
        session: LiveSession = LiveSession.objects.create(
            edition=edition, title=title, starts_at=starts_at, ends_at=ends_at, room=room
        )
        _audit("courses.session.scheduled", edition, actor, {"session": session.pk})
    return session


def _audit(action: str, edition: Edition, actor: User | None, detail: dict[str, int | str]) -> None:
    audit.record(
        action=action,
        actor_id=actor.pk if actor else None,
        entity_id=None,
        target=f"edition:{edition.pk}",
        detail=dict(detail),
    )
