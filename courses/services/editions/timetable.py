"""The hours of an edition: classes are added, moved and called off, and everybody in it is told."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from core import audit, clock
from core.errors import Conflict
from core.idempotency import fingerprint, once
from core.models import IdempotencyRecord
from courses.enums import ENDED
from courses.models import Edition, LiveSession
from courses.services.attendance.breaks import shift_breaks
from courses.services.editions.cancelling import strike_out
from courses.services.editions.notices import tell_added, tell_called_off, tell_moved
from courses.services.editions.teaching import schedule_session
from courses.services.places.moves import locked
from people.models import User

MOST_CLASSES = 30
PURPOSE = "courses.classes"


def add_classes(
    *, edition: Edition, title: str, starts: Sequence[datetime], lasts: timedelta, actor: User, key: str
) -> list[LiveSession]:
    """Add classes to an edition, once for each form, and tell its people of all of them in one mail.

    Pre-conditions: the edition has not ended; every start is still to come. Effects: rooms, classes, the
    edition's dates hold them, mails, audit rows. Errors: Conflict, KeyReused.
    """
    asked = {"edition": edition.pk, "title": title, "starts": [start.isoformat() for start in starts]}
    answer = once(
        key=key,
        purpose=PURPOSE,
        actor_id=actor.pk,
        fingerprint=fingerprint({**asked, "seconds": int(lasts.total_seconds())}),
        act=lambda: _added(edition, title, starts, lasts, actor),
    )
    return list(LiveSession.objects.filter(pk__in=answer["classes"]).in_detail().order_by("starts_at"))


def were_added(*, actor: User, key: str) -> bool:
    """Say whether this form has added its classes already: they do not clash with themselves."""
    return IdempotencyRecord.objects.filter(purpose=PURPOSE, actor_id=actor.pk, key=key).exists()


def _added(
    edition: Edition, title: str, starts: Sequence[datetime], lasts: timedelta, actor: User
) -> dict[str, Any]:
    row = locked(edition.pk)
    _require_going(row)
    if not 1 <= len(starts) <= MOST_CLASSES:
        raise Conflict(f"Se añaden entre 1 y {MOST_CLASSES} clases cada vez.")
    made = []
    for number, start in enumerate(starts, start=1):
        _require_to_come(start, start + lasts)
        named = title if len(starts) == 1 else f"{title} ({number} de {len(starts)})"
        made.append(
            schedule_session(edition=row, title=named, starts_at=start, ends_at=start + lasts, actor=actor)
        )
        _hold(row, start, start + lasts)
    tell_added(row, made)
    return {"classes": [each.pk for each in made]}


def reschedule_session(
    *, session: LiveSession, starts_at: datetime, ends_at: datetime, actor: User | None
) -> LiveSession:
    """Give a class another hour, and its room and its breaks with it.

    Pre-conditions: `starts_at` < `ends_at`, still to come; it has not begun; its breaks, moved as much as its
    start, fall inside. Effects: hours, SEQUENCE one higher, the edition's dates hold it, audit row, a mail
    with the new entry for each of its people; its reminders are sent for the new hour. The same hours again
    change nothing. Errors: Conflict.
    """
    with transaction.atomic():
        edition, row = _locked_class(session)
        if (row.starts_at, row.ends_at) == (starts_at, ends_at):
            return row
        _require_to_come(starts_at, ends_at)
        before = row.starts_at
        shift_breaks(row, starts_at, ends_at)
        row.starts_at, row.ends_at, row.sequence = starts_at, ends_at, row.sequence + 1
        row.room.starts_at, row.room.ends_at = starts_at, ends_at
        row.room.save(update_fields=["starts_at", "ends_at"])
        row.save(update_fields=["starts_at", "ends_at", "sequence"])
        _hold(edition, starts_at, ends_at)
        _audit("courses.session.rescheduled", row, actor, starts_at=starts_at.isoformat())
        tell_moved(row, before)
    return row


def cancel_session(*, session: LiveSession, reason: str, actor: User | None) -> LiveSession:
    """Call a class off: it leaves every list, roll and sum, and its room closes.

    Pre-conditions: it has not begun. Effects: moment, reason, SEQUENCE one higher, audit row, a mail with the
    entry struck out for each of its people. Called off already, it changes nothing. Errors: Conflict.
    """
    with transaction.atomic():
        if LiveSession.every.get(pk=session.pk).cancelled_at:
            return session
        _, row = _locked_class(session)
        if not reason.strip():
            raise Conflict("Di por qué se anula: lo leerá quien tiene plaza.")
        strike_out(row, reason=reason, actor=actor)
        tell_called_off(row)
    return row


def _locked_class(session: LiveSession) -> tuple[Edition, LiveSession]:
    edition = locked(session.edition_id)
    _require_going(edition)
    # Read again under the lock: what the page showed may have changed since.
    row = LiveSession.objects.in_detail().filter(pk=session.pk).first()
    if row is None:
        raise Conflict("Esta clase se ha anulado mientras tanto.")
    if row.starts_at <= clock.now():
        raise Conflict("La clase ya ha empezado: ya no se cambia.")
    return edition, row


def _require_going(edition: Edition) -> None:
    if edition.state in ENDED:
        raise Conflict("La edición ya ha terminado o se ha anulado: sus clases no cambian.")


def _require_to_come(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise Conflict("La clase termina antes de empezar.")
    if starts_at <= clock.now():
        raise Conflict("Esa hora ya ha pasado: elige una que esté por venir.")


def _hold(edition: Edition, starts_at: datetime, ends_at: datetime) -> None:
    """Stretch the dates of the edition, which its certificates state, over a class outside them."""
    edition.starts_on = min(edition.starts_on, timezone.localtime(starts_at).date())
    edition.ends_on = max(edition.ends_on, timezone.localtime(ends_at).date())
    edition.save(update_fields=["starts_on", "ends_on"])


def _audit(action: str, row: LiveSession, actor: User | None, **more: str) -> None:
    audit.record(
        action=action,
        actor_id=actor.pk if actor else None,
        entity_id=None,
        target=f"edition:{row.edition_id}",
        detail={"session": row.pk, "sequence": row.sequence, **more},
    )
