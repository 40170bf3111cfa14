"""The rests of a class: put in, moved and taken out until its attendance is closed."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from core import audit
from core.errors import Conflict
from courses.errors import Gone
from courses.models import LiveSession, SessionBreak
from courses.rules import may_correct_attendance
from courses.services.attendance.intervals import Span, common, joined, span, whole_seconds_of, without
from courses.services.places.moves import locked
from people.models import User


def add_break(*, session: LiveSession, starts_at: datetime, ends_at: datetime, actor: User) -> SessionBreak:
    """Take a rest out of the time of a class.

    Pre-conditions: it is inside the class, touches no other break's time and the attendance is not closed.
    Effects: the break, audit row. Errors: PermissionDenied, Conflict.
    """
    with transaction.atomic():
        now = _still_open(session, actor)
        _must_fit(now, span(starts_at, ends_at), list(now.breaks.all()))
        made = SessionBreak.objects.create(session=now, starts_at=starts_at, ends_at=ends_at)
        _audit("courses.session.break", actor, made)
    return made


def move_break(*, rest: SessionBreak, starts_at: datetime, ends_at: datetime, actor: User) -> None:
    """Give a rest other hours. Pre-conditions, effects and errors as adding it; Gone if it was taken out."""
    with transaction.atomic():
        now = _still_open(rest.session, actor)
        known = {each.pk: each for each in now.breaks.all()}
        if known.pop(rest.pk, None) is None:
            raise Gone("Este descanso ya no está: alguien lo ha quitado mientras lo cambiabas.")
        _must_fit(now, span(starts_at, ends_at), list(known.values()))
        rest.starts_at, rest.ends_at = starts_at, ends_at
        rest.save(update_fields=["starts_at", "ends_at"])
        _audit("courses.session.break_moved", actor, rest)


def remove_break(*, rest: SessionBreak, actor: User) -> None:
    """Take a rest out: its time counts again. Twice is once. Errors: PermissionDenied, Conflict."""
    with transaction.atomic():
        now = _still_open(rest.session, actor)
        if now.breaks.filter(pk=rest.pk).exists():
            _audit("courses.session.break_removed", actor, rest)
            now.breaks.filter(pk=rest.pk).delete()


def shift_breaks(session: LiveSession, starts_at: datetime, ends_at: datetime) -> None:
    """Move the breaks of a class as much as its start, before it is given these hours.

    Pre-conditions: its edition is locked. Errors: Conflict when one would fall outside, or fill the class.
    """
    moved = list(session.breaks.all())
    for rest in moved:
        rest.starts_at += starts_at - session.starts_at
        rest.ends_at += starts_at - session.starts_at
    whole, rests = span(starts_at, ends_at), [span(rest.starts_at, rest.ends_at) for rest in moved]
    if common(rests, [whole]) != joined(rests) or (rests and not without(whole, rests)):
        raise Conflict("Con esas horas un descanso cae fuera de la clase: cámbialo o quítalo antes.")
    SessionBreak.objects.bulk_update(moved, ["starts_at", "ends_at"])


def _still_open(session: LiveSession, actor: User) -> LiveSession:
    """Return the class as it is under the lock: somebody may have changed its breaks meanwhile."""
    if not may_correct_attendance(actor, session.edition):
        raise PermissionDenied
    locked(session.edition_id)
    now: LiveSession = LiveSession.objects.get(pk=session.pk)
    if now.attendance_closed_at:
        raise Conflict("La asistencia de esta clase ya está cerrada.")
    return now


def _must_fit(session: LiveSession, rest: Span, others: list[SessionBreak]) -> None:
    whole = span(session.starts_at, session.ends_at)
    left = without(whole, (span(each.starts_at, each.ends_at) for each in others))
    if rest[0] >= rest[1] or common([rest], [whole]) != [rest]:
        raise Conflict("El descanso tiene que caer dentro de la clase.")
    if common([rest], left) != [rest]:
        raise Conflict("Ese descanso se cruza con otro.")
    if whole_seconds_of(left) <= whole_seconds_of([rest]):
        raise Conflict("La clase no puede ser toda descanso.")


def _audit(action: str, actor: User, rest: SessionBreak) -> None:
    detail: dict[str, Any] = {"from": rest.starts_at.isoformat(), "to": rest.ends_at.isoformat()}
    target = f"session:{rest.session_id}"
    audit.record(action=action, actor_id=actor.pk, entity_id=None, target=target, detail=detail)
