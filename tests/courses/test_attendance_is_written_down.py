"""Once a class is over, who came is written: it stays, it can be corrected with a reason, and it adds up."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from core.errors import Conflict
from core.models import AuditEntry
from core.tenancy import unscoped
from courses.enums import Outcome
from courses.models import AttendanceEdit, AttendanceRecord, Edition, Enrolment, LiveSession
from courses.services import (
    add_break,
    attendance_list,
    attendance_totals,
    close_attendance,
    close_ended_classes,
    correct_attendance,
    justify_absence,
)
from courses.services.attendance import roll
from courses.services.attendance.lists import scheduled_seconds
from people.models import User
from tests import cast
from tests.courses.acts import was_there

MINUTE = timedelta(minutes=1)


@pytest.fixture
def session(db: None) -> LiveSession:
    return cast.a_class(cast.an_edition(), starts_in=-200, minutes=100)


@pytest.fixture
def place(session: LiveSession, secretary: User) -> Enrolment:
    return cast.a_place(session.edition, secretary)


@pytest.fixture
def record(session: LiveSession, place: Enrolment) -> AttendanceRecord:
    return close_attendance(session)[0]


def rest(session: LiveSession, start: float, end: float, actor: User) -> None:
    times = {"starts_at": session.starts_at + start * MINUTE, "ends_at": session.starts_at + end * MINUTE}
    add_break(session=session, actor=actor, **times)


def written() -> list[tuple[int, int, int, str]]:
    with unscoped("las pruebas miran toda la asistencia"):
        rows = AttendanceRecord.objects.order_by("pk")
        return list(rows.values_list("seconds", "scheduled", "percent", "outcome"))


def acts() -> list[str]:
    return list(
        AuditEntry.objects.filter(action__startswith="courses.attendance").values_list("action", flat=True)
    )


@pytest.mark.parametrize(
    ("minutes", "figures"),
    [
        # 100 minutes with 20 of rest: 80 to attend.
        ([(0, 100)], (4800, 4800, 100, Outcome.PRESENT)),
        ([(40, 60)], (0, 4800, 0, Outcome.ABSENT)),
        ([(0, 50), (70, 94)], (3840, 4800, 80, Outcome.PRESENT)),
        ([(0, 50), (70, 93.99)], (3839, 4800, 79, Outcome.PARTIAL)),
        ([(-30, 10), (95, 130)], (900, 4800, 18, Outcome.PARTIAL)),
        ([(0, 30), (5, 45)], (2400, 4800, 50, Outcome.PARTIAL)),
        ([(0, 20), (20.5, 35), (35.2, 39), (61, 100)], (4638, 4800, 96, Outcome.PRESENT)),
        ([], (0, 4800, 0, Outcome.ABSENT)),
    ],
)
def test_breaks_count_for_nobody(
    session: LiveSession,
    place: Enrolment,
    editor: User,
    minutes: list[tuple[float, float]],
    figures: tuple[int, int, int, str],
):
    rest(session, 40, 60, editor)
    was_there(session, place.person, *minutes)
    before = attendance_list(session).rows[0]
    close_attendance(session)
    assert written() == [figures]
    assert (before.seconds, before.percent) == (figures[0], figures[2])


@pytest.mark.parametrize(
    ("start", "end"), [(-5, 5), (95, 101), (30, 30), (45, 55), (35, 41), (59, 61), (0, 100)]
)
def test_a_break_outside_the_class_or_across_another_is_refused(
    session: LiveSession, editor: User, start: float, end: float
):
    rest(session, 40, 60, editor)
    with pytest.raises(Conflict):
        rest(session, start, end, editor)
    rest(session, 60, 65, editor)
    assert scheduled_seconds(session) == 75 * 60


def test_no_break_is_added_once_the_attendance_is_closed(
    session: LiveSession, record: AttendanceRecord, editor: User
):
    with pytest.raises(Conflict, match="ya está cerrada"):
        rest(session, 10, 20, editor)


def test_a_class_is_closed_minutes_after_it_ends_and_once(
    session: LiveSession, place: Enrolment, stop_clock: Callable
):
    stop_clock(session.ends_at + 9 * MINUTE)
    assert close_ended_classes() == 0
    with pytest.raises(Conflict):
        close_attendance(session)
    stop_clock(session.ends_at + 10 * MINUTE)
    assert (close_ended_classes(), close_ended_classes()) == (1, 0)
    assert acts() == ["courses.attendance.closed"]


def test_two_workers_with_the_same_class_close_it_once(session: LiveSession, place: Enrolment):
    first, second = (LiveSession.objects.get(pk=session.pk) for _ in range(2))
    assert (len(close_attendance(first)), close_attendance(second)) == (1, [])
    session.refresh_from_db()
    assert (session.attendance_closed_at, acts()) == (
        first.attendance_closed_at,
        ["courses.attendance.closed"],
    )


def test_a_class_that_another_worker_closes_meanwhile_is_not_counted(
    session: LiveSession, place: Enrolment, monkeypatch: pytest.MonkeyPatch
):
    takes_the_lock = roll.locked

    def after_another(edition_id: int) -> Edition:
        monkeypatch.setattr(roll, "locked", takes_the_lock)
        close_attendance(LiveSession.objects.get(pk=session.pk))
        return takes_the_lock(edition_id)

    monkeypatch.setattr(roll, "locked", after_another)
    assert (close_ended_classes(), acts()) == (0, ["courses.attendance.closed"])


def test_what_is_written_stays_and_who_came_to_a_place_later_is_added(
    session: LiveSession, record: AttendanceRecord
):
    was_there(session, record.enrolment.person, (0, 100))
    assert close_attendance(session) == []
    late = cast.a_place(session.edition, cast.a_secretary(1))
    assert [row.enrolment_id for row in close_attendance(session)] == [late.pk]
    assert written() == [(0, 6000, 0, Outcome.ABSENT)] * 2


def test_there_are_no_two_records_of_a_class_for_one_place(session: LiveSession, record: AttendanceRecord):
    record.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save(force_insert=True)


def test_a_correction_keeps_what_there_was_and_why(
    session: LiveSession, record: AttendanceRecord, trainer: User
):
    session.edition.trainers.add(trainer)
    edit = correct_attendance(record=record, seconds=4800, reason="Se cayó la sala", actor=trainer)
    assert written() == [(4800, 6000, 80, Outcome.PRESENT)]
    assert (edit.seconds_before, edit.seconds_after, edit.reason) == (0, 4800, "Se cayó la sala")
    assert (edit.outcome_before, edit.outcome_after, edit.actor_id) == ("absent", "present", trainer.pk)
    assert acts() == ["courses.attendance.closed", "courses.attendance.edited"]
    shown = attendance_list(session).rows[0]
    assert (shown.seconds, shown.passes, shown.is_absent) == (4800, True, False)


@pytest.mark.parametrize(("seconds", "reason"), [(60, ""), (60, "   "), (6001, "Estuvo"), (-1, "Estuvo")])
def test_a_correction_needs_a_reason_and_a_time_within_the_class(
    record: AttendanceRecord, editor: User, seconds: int, reason: str
):
    with pytest.raises(Conflict):
        correct_attendance(record=record, seconds=seconds, reason=reason, actor=editor)
    assert written() == [(0, 6000, 0, Outcome.ABSENT)]


def test_an_absence_is_justified_once_and_only_an_absence(record: AttendanceRecord, editor: User):
    justify_absence(record=record, reason="Pleno extraordinario", actor=editor)
    assert written() == [(0, 6000, 0, Outcome.JUSTIFIED)]
    with pytest.raises(Conflict):
        justify_absence(record=record, reason="Otra vez", actor=editor)
    correct_attendance(record=record, seconds=60, reason="Sí vino un minuto", actor=editor)
    with pytest.raises(Conflict):
        justify_absence(record=record, reason="Vino", actor=editor)


@pytest.mark.parametrize("who", ["secretary", "councillor", "trainer", "operator", "stranger"])
def test_nobody_else_corrects_it(record: AttendanceRecord, who: str, request: pytest.FixtureRequest):
    actor = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        correct_attendance(record=record, seconds=60, reason="Porque sí", actor=actor)
    with pytest.raises(PermissionDenied):
        justify_absence(record=record, reason="Porque sí", actor=actor)
    with pytest.raises(PermissionDenied):
        rest(record.session, 10, 20, actor)


def test_nobody_corrects_her_own(session: LiveSession, editor: User):
    own = cast.a_place(session.edition, editor)
    mine = next(row for row in close_attendance(session) if row.enrolment_id == own.pk)
    with pytest.raises(PermissionDenied):
        correct_attendance(record=mine, seconds=6000, reason="Estuve", actor=editor)


@pytest.mark.django_db(transaction=True)
def test_a_correction_is_never_changed(session: LiveSession, editor: User):
    cast.a_place(session.edition, cast.a_secretary(1))
    edit = correct_attendance(record=close_attendance(session)[0], seconds=60, reason="Se cayó", actor=editor)
    with pytest.raises(DatabaseError), transaction.atomic(), unscoped("prueba"):
        AttendanceEdit.objects.filter(pk=edit.pk).update(reason="Otra cosa")


def test_the_classes_of_an_edition_add_up(session: LiveSession, place: Enrolment, editor: User):
    other = cast.a_class(session.edition, starts_in=-90, minutes=50)
    was_there(session, place.person, (0, 95))
    was_there(other, place.person, (0, 25))
    close_attendance(session)
    assert attendance_totals(place).percent == 63
    close_attendance(other)
    totals = attendance_totals(place)
    # 120 of 150 minutes are exactly 80 %, though the second class alone was not enough.
    assert (totals.seconds, totals.scheduled, totals.percent, totals.passes) == (7200, 9000, 80, True)


def test_a_justified_absence_gives_no_hours_but_excuses(
    session: LiveSession, record: AttendanceRecord, editor: User
):
    missed = attendance_totals(record.enrolment)
    assert (missed.passes, missed.excused) == (False, False)
    justify_absence(record=record, reason="Pleno extraordinario", actor=editor)
    totals = attendance_totals(record.enrolment)
    assert (totals.seconds, totals.scheduled, totals.passes, totals.excused) == (0, 6000, False, True)


def test_without_live_classes_nothing_is_enough(db: None, secretary: User):
    totals = attendance_totals(cast.a_place(cast.an_edition(), secretary))
    assert (totals.scheduled, totals.percent, totals.passes, totals.excused) == (0, 0, False, False)
