"""The attendance of a class once it is over: written down, corrected by hand, never lost."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from core import audit, clock
from core.errors import Conflict
from core.tenancy import unscoped
from courses.enums import Outcome
from courses.models import AttendanceEdit, AttendanceRecord, Enrolment, LiveSession
from courses.rules import may_correct_attendance, owns_place
from courses.services.attendance.intervals import whole_seconds_of
from courses.services.attendance.lists import outcome_of, seconds_present, taught
from courses.services.attendance.verdict import settle_again
from courses.services.places.moves import locked
from people.models import User
from videoconf.services import attendance_of

# Whoever lost the line at the last minute has been given up by the room well before.
CLOSES_AFTER = timedelta(minutes=10)
WHY = "la asistencia de una clase reúne a todos los ayuntamientos"


def close_attendance(session: LiveSession) -> list[AttendanceRecord]:
    """Write down who came to a class, for every place in it that has nothing written yet.

    Pre-conditions: the class ended at least `CLOSES_AFTER` ago. Effects: one record for each place, the mark
    that it was closed, audit row. Called again it leaves what is written as it is and adds only who is
    missing. Returns what it wrote. Errors: Conflict.
    """
    return _closed(session)[1]


def _closed(session: LiveSession) -> tuple[bool, list[AttendanceRecord]]:
    """Close it; say whether it was this call that did, and what it wrote."""
    if clock.now() < session.ends_at + CLOSES_AFTER:
        raise Conflict("La clase no ha terminado todavía.")
    with transaction.atomic(), unscoped(WHY):
        edition = locked(session.edition_id)
        # Another worker may have closed it while this one waited for the lock.
        session.refresh_from_db(fields=["attendance_closed_at"])
        places = Enrolment.objects.filter(edition=edition).enrolled().exclude(records__session=session)
        written: list[AttendanceRecord] = AttendanceRecord.objects.bulk_create(
            _measured(session, list(places), clock.now())
        )
        was_open = session.attendance_closed_at is None
        if written or was_open:
            _mark_closed(session, len(written))
    return was_open, written


def close_ended_classes() -> int:
    """Close every class that ended some minutes ago. Returns how many it closed.

    One that another worker closes first, between being found and being locked, is not of its count.
    """
    due = LiveSession.objects.to_close_at(clock.now() - CLOSES_AFTER).select_related("edition", "room")
    return sum(_closed(session)[0] for session in due)


def correct_attendance(*, record: AttendanceRecord, seconds: int, reason: str, actor: User) -> AttendanceEdit:
    """Put other seconds in a record, with a reason.

    Pre-conditions: the actor may correct it and it is not her own; 0 ≤ seconds ≤ the length of the class.
    Effects: figures and outcome, an edit with what there was, audit row. Errors: PermissionDenied, Conflict.
    """
    if not 0 <= seconds <= record.scheduled:
        raise Conflict("El tiempo no puede ser mayor que la clase.")
    return _edit(record, seconds, None, reason, actor)


def justify_absence(*, record: AttendanceRecord, reason: str, actor: User) -> AttendanceEdit:
    """Accept the reason for which somebody did not come.

    Pre-conditions: the actor may correct it, it is not her own and the person did not come. Effects: outcome,
    an edit with what there was, audit row. It gives no hours. Errors: PermissionDenied, Conflict.
    """
    return _edit(record, 0, Outcome.JUSTIFIED, reason, actor)


def _measured(session: LiveSession, places: list[Enrolment], at: datetime) -> list[AttendanceRecord]:
    seen = {row.participant.person_id: row.spans for row in attendance_of(session.room)}
    lesson = taught(session)
    scheduled, threshold = whole_seconds_of(lesson), session.edition.min_attendance
    figures = [(place, seconds_present(seen.get(place.person_id, ()), lesson)) for place in places]
    return [
        AttendanceRecord(
            session=session,
            enrolment=place,
            entity_id=place.entity_id,
            seconds=seconds,
            scheduled=scheduled,
            percent=seconds * 100 // scheduled,
            outcome=outcome_of(seconds, scheduled, threshold),
            closed_at=at,
        )
        for place, seconds in figures
    ]


def _mark_closed(session: LiveSession, written: int) -> None:
    session.attendance_closed_at = session.attendance_closed_at or clock.now()
    session.save(update_fields=["attendance_closed_at"])
    _audit("courses.attendance.closed", None, None, f"session:{session.pk}", {"written": written})


def _edit(
    record: AttendanceRecord, seconds: int, outcome: Outcome | None, reason: str, actor: User
) -> AttendanceEdit:
    if not reason.strip():
        raise Conflict("Escribe el motivo: queda guardado junto a lo que había.")
    _only_who_may(actor, record.session)
    with transaction.atomic(), unscoped(WHY):
        edition = locked(record.session.edition_id)
        now: AttendanceRecord = AttendanceRecord.objects.select_related("enrolment__edition").get(
            pk=record.pk
        )
        if owns_place(actor, now.enrolment):
            raise PermissionDenied("Tu propia asistencia la corrige otra persona")
        if outcome and now.outcome != Outcome.ABSENT:
            raise Conflict("Solo se justifica la falta de quien no ha asistido.")
        target = outcome or outcome_of(seconds, now.scheduled, edition.min_attendance)
        made: AttendanceEdit = AttendanceEdit.objects.create(
            record=now,
            entity_id=now.entity_id,
            at=clock.now(),
            actor_id=actor.pk,
            seconds_before=now.seconds,
            seconds_after=seconds,
            outcome_before=now.outcome,
            outcome_after=target,
            reason=reason.strip()[:200],
        )
        now.seconds, now.percent, now.outcome = seconds, seconds * 100 // now.scheduled, target
        now.save(update_fields=["seconds", "percent", "outcome"])
        detail = {"edit": made.pk, "before": made.seconds_before, "after": seconds, "outcome": str(target)}
        _audit("courses.attendance.edited", actor, now.entity_id, f"attendance:{now.pk}", detail)
        settle_again(enrolment=now.enrolment, threshold=edition.min_attendance, actor_id=actor.pk)
    return made


def _only_who_may(actor: User, session: LiveSession) -> None:
    if not may_correct_attendance(actor, session.edition):
        raise PermissionDenied


def _audit(
    action: str, actor: User | None, entity_id: int | None, target: str, detail: dict[str, Any]
) -> None:
    actor_id = actor.pk if actor else None
    audit.record(action=action, actor_id=actor_id, entity_id=entity_id, target=target, detail=detail)
