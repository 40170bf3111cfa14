"""The staff move, add and call off classes from a page, and everybody in the edition is told once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from core import clock
from core.calendars import MADRID
from core.errors import Conflict
from core.models import AuditEntry, OutboxMessage
from courses.enums import EnrolmentState
from courses.models import Edition, LiveSession, SessionBreak
from courses.services import add_classes, attendance_totals, cancel_session, reschedule_session
from courses.services.attendance.breaks import shift_breaks
from courses.services.editions.cancelling import call_off, strike_out
from courses.services.editions.clashes import who_clashes
from courses.services.editions.members import people_in, people_of
from courses.services.editions.notices import tell_added, tell_called_off, tell_ended, tell_moved
from courses.services.editions.timetable import were_added
from people.models import User
from tests import cast

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def edition(trainer: User, secretary: User) -> Edition:
    made = cast.an_edition(cast.a_course(lessons=0, title="Registro"))
    made.trainers.add(trainer)
    cast.a_place(made, secretary)
    cast.a_place(made, cast.a_secretary(1), state=EnrolmentState.WAITING)
    return made


@pytest.fixture
def lesson(edition: Edition) -> LiveSession:
    return cast.a_class(edition, starts_in=3 * 24 * 60)


@pytest.fixture
def staff(client: Client, adviser: User) -> Client:
    return cast.signed_in(client, adviser)


def hours(moment: datetime, minutes: int = 90, **more: str) -> dict[str, str]:
    local = moment.astimezone(MADRID)
    return {"day": f"{local:%Y-%m-%d}", "hour": f"{local:%H:%M}", "minutes": str(minutes), **more}


def told(subject: str) -> list[str]:
    found = OutboxMessage.objects.filter(subject__startswith=subject).order_by("to")
    return [mail.to for mail in found]


def entry(mail: OutboxMessage) -> tuple[str, int, str]:
    (event,) = Calendar.from_ical(mail.attachments[0]["text"]).walk("VEVENT")
    return str(event["UID"]), int(event["SEQUENCE"]), str(event.get("STATUS", ""))


def test_a_class_moved_from_its_page_is_told_once_with_its_new_entry(
    staff: Client, lesson: LiveSession, secretary: User, trainer: User
):
    at = (lesson.starts_at + 2 * DAY).replace(second=0, microsecond=0)
    address = reverse("courses:move_class", args=[lesson.pk])
    for _ in range(2):
        assert staff.post(address, hours(at)).status_code == 302
    lesson.refresh_from_db()
    assert (lesson.starts_at, lesson.ends_at - lesson.starts_at, lesson.sequence) == (at, 1.5 * HOUR, 1)
    assert told("Cambia de hora") == sorted([secretary.email, trainer.email])
    mail = OutboxMessage.objects.get(to=secretary.email)
    assert entry(mail) == (f"clase-{lesson.pk}@localhost", 1, "")
    assert AuditEntry.objects.filter(action="courses.session.rescheduled").count() == 1


def test_the_breaks_of_a_class_move_with_it(lesson: LiveSession, adviser: User):
    first = cast.a_break(lesson)
    before = lesson.starts_at, first.starts_at, first.ends_at
    later = {"starts_at": lesson.starts_at + 2 * DAY, "ends_at": lesson.ends_at + 2 * DAY}
    reschedule_session(session=lesson, actor=adviser, **later)
    lesson.refresh_from_db()
    first.refresh_from_db()
    after = lesson.starts_at, first.starts_at, first.ends_at
    assert [new - old for new, old in zip(after, before, strict=True)] == [2 * DAY] * 3


def test_breaks_that_touch_move_and_those_that_fill_the_class_do_not(lesson: LiveSession):
    rest = cast.a_break(lesson)
    SessionBreak.objects.create(session=lesson, starts_at=rest.starts_at - HOUR / 12, ends_at=rest.starts_at)
    shift_breaks(lesson, lesson.starts_at + DAY, lesson.ends_at + DAY)
    assert [each.ends_at for each in lesson.breaks.all()] == [rest.starts_at + DAY, rest.ends_at + DAY]
    SessionBreak.objects.all().delete()
    SessionBreak.objects.create(session=lesson, starts_at=lesson.starts_at, ends_at=lesson.ends_at - HOUR)
    with pytest.raises(Conflict, match="descanso"):
        shift_breaks(lesson, lesson.starts_at, lesson.ends_at - HOUR)


def test_a_class_is_not_cut_so_short_that_a_break_falls_outside(lesson: LiveSession, adviser: User):
    rest = cast.a_break(lesson)
    start = lesson.starts_at + DAY
    with pytest.raises(Conflict, match="descanso"):
        reschedule_session(session=lesson, starts_at=start, ends_at=start + HOUR / 6, actor=adviser)
    lesson.refresh_from_db()
    rest.refresh_from_db()
    assert (lesson.sequence, lesson.starts_at < rest.starts_at < lesson.ends_at) == (0, True)


def test_a_class_that_moves_over_anothers_names_who_clashes_and_waits_for_a_second_yes(
    staff: Client, lesson: LiveSession, secretary: User
):
    other = cast.an_edition(cast.a_course(lessons=0, title="Contratación"))
    cast.a_place(other, secretary)
    theirs = cast.a_class(other, starts_in=5 * 24 * 60)
    address = reverse("courses:move_class", args=[lesson.pk])
    form = hours(theirs.starts_at + HOUR)
    page = staff.post(address, form).content.decode()
    lesson.refresh_from_db()
    assert f"{secretary.get_full_name()} tiene «Plazos y justificantes», de «Contratación»" in page
    assert lesson.sequence == 0
    assert staff.post(address, {**form, "coinciden": "si"}).status_code == 302
    lesson.refresh_from_db()
    assert lesson.sequence == 1


def test_hours_that_only_touch_do_not_clash(lesson: LiveSession, secretary: User):
    other = cast.an_edition()
    cast.a_place(other, secretary)
    theirs = cast.a_class(other, starts_in=5 * 24 * 60)
    after = {"starts_at": theirs.ends_at, "ends_at": theirs.ends_at + HOUR}
    inside = {"starts_at": theirs.ends_at - HOUR / 2, "ends_at": theirs.ends_at + HOUR}
    found = [len(who_clashes(edition=lesson.edition, besides=lesson, **when)) for when in (after, inside)]
    assert found == [0, 1]


def test_twenty_classes_that_clash_ask_the_database_as_much_as_two(lesson: LiveSession, secretary: User):
    when = {"starts_at": lesson.starts_at, "ends_at": lesson.ends_at}

    def cost(classes: int) -> int:
        while LiveSession.objects.count() <= classes:
            other = cast.an_edition(lesson.edition.course)
            cast.a_place(other, secretary)
            cast.a_class(other, starts_in=3 * 24 * 60)
        with CaptureQueriesContext(connection) as seen:
            assert len(who_clashes(edition=lesson.edition, besides=lesson, **when)) == classes
        return len(seen)

    few = cost(2)
    assert cost(20) == few == 3


def test_the_people_of_many_editions_are_those_of_each(edition: Edition, secretary: User, trainer: User):
    other, empty = cast.an_edition(), cast.an_edition()
    for who in (trainer, cast.person("Ana", is_active=False)):
        other.trainers.add(who)
    cast.a_place(other, secretary, state=EnrolmentState.WAITING)
    known = people_of([edition.pk, other.pk, empty.pk])
    assert known == {edition.pk: [secretary, trainer], other.pk: [trainer], empty.pk: []}


def test_another_class_of_the_same_edition_is_named_too(edition: Edition, lesson: LiveSession):
    said = who_clashes(edition=edition, starts_at=lesson.starts_at, ends_at=lesson.ends_at)
    assert [each.startswith("Esta misma edición tiene «Plazos y justificantes»") for each in said] == [True]


def test_each_week_at_the_same_hour_of_the_wall(
    staff: Client, edition: Edition, stop_clock, secretary: User, adviser: User
):
    stop_clock(datetime(2026, 10, 1, 8, tzinfo=UTC))
    form = {"title": "Clase", "day": "2026-10-19", "hour": "10:00", "minutes": "60", "weeks": "2"}
    form["idempotency_key"] = "una-clave-larga"
    address = reverse("courses:add_classes", args=[edition.code])
    for _ in range(2):
        assert staff.post(address, form).status_code == 302
    starts = [each.starts_at for each in edition.sessions.order_by("starts_at")]
    assert [f"{start.astimezone(MADRID):%d-%m %H:%M}" for start in starts] == ["19-10 10:00", "26-10 10:00"]
    assert starts[1] - starts[0] == 7 * DAY + HOUR
    assert OutboxMessage.objects.filter(to=secretary.email).count() == 1
    assert were_added(actor=adviser, key="una-clave-larga")
    assert [each.title for each in edition.sessions.order_by("starts_at")] == [
        "Clase (1 de 2)",
        "Clase (2 de 2)",
    ]


def test_the_hour_that_a_night_of_march_does_not_have_is_refused(staff: Client, edition: Edition, stop_clock):
    stop_clock(datetime(2027, 3, 1, 8, tzinfo=UTC))
    form = {"title": "Clase", "day": "2027-03-28", "hour": "02:30", "minutes": "60", "weeks": "1"}
    page = staff.post(reverse("courses:add_classes", args=[edition.code]), form).content.decode()
    assert ("Esa hora no existe" in page, edition.sessions.count()) == (True, 0)


def test_a_class_outside_the_dates_stretches_them(edition: Edition, adviser: User):
    start = datetime.combine(edition.ends_on + 9 * DAY, datetime.min.time(), tzinfo=UTC) + 9 * HOUR
    (made,) = add_classes(
        edition=edition, title="Repaso", starts=[start], lasts=HOUR, actor=adviser, key="la-del-repaso"
    )
    edition.refresh_from_db()
    assert (made.title, edition.ends_on) == ("Repaso", start.date())


@pytest.mark.parametrize("starts", [[], [clock.now() - DAY]])
def test_what_cannot_be_is_not_added(edition: Edition, adviser: User, starts: list[datetime]):
    with pytest.raises(Conflict):
        add_classes(edition=edition, title="X", starts=starts, lasts=HOUR, actor=adviser, key="una-clave")
    assert edition.sessions.count() == 0


def test_a_class_called_off_leaves_every_list_and_is_struck_out_of_calendars(
    staff: Client, client: Client, lesson: LiveSession, secretary: User, trainer: User
):
    address = reverse("courses:cancel_class", args=[lesson.pk])
    assert staff.post(address, {"reason": ""}).status_code == 200
    for _ in range(2):
        assert staff.post(address, {"reason": "La formadora está enferma"}).status_code == 302
    assert list(lesson.edition.sessions.all()) == []
    assert told("Se anula una clase") == sorted([secretary.email, trainer.email])
    mail = OutboxMessage.objects.get(to=secretary.email)
    assert entry(mail) == (f"clase-{lesson.pk}@localhost", 1, "CANCELLED")
    assert "La formadora está enferma" in mail.text
    cast.signed_in(client, secretary)
    own = client.get(reverse("courses:own_calendar")).content
    assert [str(each["STATUS"]) for each in Calendar.from_ical(own).walk("VEVENT")] == ["CANCELLED"]
    door = client.get(reverse("courses:session", args=[lesson.pk]))
    assert ("La formadora está enferma" in door.content.decode(), door.status_code) == (True, 200)
    assert client.get(reverse("videoconf:room", args=[lesson.room.key])).status_code == 403


def test_a_class_called_off_is_no_absence(lesson: LiveSession, adviser: User, secretary: User):
    held = cast.a_class(lesson.edition, starts_in=24 * 60)
    place = secretary.enrolments.model._base_manager.get(person=secretary)
    cancel_session(session=held, reason="Nieva", actor=adviser)
    assert attendance_totals(place).scheduled == 90 * 60


def test_nothing_changes_in_a_class_that_has_begun_or_an_edition_that_ended(
    lesson: LiveSession, adviser: User, stop_clock
):
    later = {"starts_at": lesson.starts_at + 9 * DAY, "ends_at": lesson.ends_at + 9 * DAY}
    Edition.objects.update(state="finished")
    with pytest.raises(Conflict):
        reschedule_session(session=lesson, actor=adviser, **later)
    Edition.objects.update(state="running")
    stop_clock(lesson.starts_at)
    with pytest.raises(Conflict):
        cancel_session(session=lesson, reason="Tarde", actor=adviser)
    lesson.refresh_from_db()
    assert (lesson.sequence, lesson.cancelled_at) == (0, None)


def test_each_notice_is_written_once_for_each_change(edition: Edition, lesson: LiveSession):
    lesson = LiveSession.objects.in_detail().get(pk=lesson.pk)
    for _ in range(2):
        tell_added(edition, [lesson])
        tell_moved(lesson, lesson.starts_at)
    assert OutboxMessage.objects.count() == 2 * len(people_in(edition))
    lesson.sequence = 1
    tell_called_off(lesson)
    tell_ended(edition, [])
    # The one who waits hears of the end of the edition alone.
    assert OutboxMessage.objects.count() == 3 * len(people_in(edition)) + 3


def test_calling_off_strikes_out_what_is_still_to_come(edition: Edition, lesson: LiveSession, adviser: User):
    gone = cast.a_class(edition, starts_in=1)
    LiveSession.objects.filter(pk=gone.pk).update(starts_at=clock.now() - HOUR)
    call_off(edition=edition, reason="Falta de gente", actor=adviser)
    assert list(edition.sessions.all()) == [gone]
    strike_out(LiveSession.objects.in_detail().get(pk=gone.pk), reason="También", actor=None)
    assert edition.sessions.count() == 0
