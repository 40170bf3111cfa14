"""Classes as a calendar file, their change of hour, and reminders once each."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from core import clock
from core.errors import Conflict
from core.models import AuditEntry, OutboxMessage
from core.tenancy import unscoped
from courses.enums import EditionState, EnrolmentState
from courses.models import Edition, Enrolment, LiveSession
from courses.services import move_edition, remind, reschedule_session
from people.models import User
from tests import cast

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def entries(client: Client, who: User, address: str) -> list[tuple[str, int]]:
    raw = cast.signed_in(client, who).get(address).content
    return [(str(each["SUMMARY"]), each["SEQUENCE"]) for each in Calendar.from_ical(raw).walk("VEVENT")]


@pytest.fixture
def lesson(secretary: User) -> LiveSession:
    edition = cast.an_edition(cast.a_course(lessons=0))
    cast.a_place(edition, secretary)
    return cast.a_class(edition, starts_in=60 * 30)


def test_ones_calendar_has_ones_own_classes_alone(client: Client, secretary: User, lesson: LiveSession):
    cast.a_class(cast.an_edition())
    assert entries(client, secretary, reverse("courses:own_calendar")) == [("Plazos y justificantes", 0)]


def statuses(client: Client, who: User) -> list[str]:
    raw = cast.signed_in(client, who).get(reverse("courses:own_calendar")).content
    return [str(each.get("STATUS", "")) for each in Calendar.from_ical(raw).walk("VEVENT")]


@pytest.mark.parametrize("state", [EnrolmentState.ATTENDED, EnrolmentState.NO_SHOW])
def test_the_classes_of_an_edition_that_finished_stay_in_ones_calendar(
    client: Client, secretary: User, lesson: LiveSession, state: str
):
    Edition.objects.update(state=EditionState.FINISHED)
    with unscoped("la prueba resuelve la plaza"):
        Enrolment.objects.update(state=state)
    assert statuses(client, secretary) == [""]


def test_the_classes_of_an_edition_called_off_are_struck_out_of_ones_calendar(
    client: Client, secretary: User, editor: User, lesson: LiveSession
):
    move_edition(edition=lesson.edition, target=EditionState.CANCELLED, actor=editor, reason="Falta gente")
    assert statuses(client, secretary) == ["CANCELLED"]


def test_the_calendar_of_an_edition_is_for_whoever_belongs(
    client: Client, secretary: User, lesson: LiveSession
):
    address = reverse("courses:edition_calendar", args=[lesson.edition.code])
    assert entries(client, secretary, address) == [("Plazos y justificantes", 0)]
    assert cast.signed_in(client, cast.a_secretary(1)).get(address).status_code == 403


def test_a_class_that_moves_is_the_same_entry_with_a_higher_sequence(secretary: User, lesson, client, editor):
    later = lesson.starts_at + HOUR
    moved = reschedule_session(session=lesson, starts_at=later, ends_at=later + HOUR, actor=editor)
    assert (moved.sequence, moved.room.starts_at) == (1, later)
    assert entries(client, secretary, reverse("courses:own_calendar")) == [("Plazos y justificantes", 1)]
    assert AuditEntry.objects.get(action="courses.session.rescheduled").actor_id == editor.pk


def test_a_class_that_has_begun_is_not_moved(stop_clock: Callable, lesson: LiveSession):
    stop_clock(lesson.starts_at)
    with pytest.raises(Conflict, match="ya ha empezado"):
        reschedule_session(
            session=lesson, starts_at=lesson.ends_at, ends_at=lesson.ends_at + HOUR, actor=None
        )


def test_each_is_reminded_the_day_before_and_the_hour_before_once(
    stop_clock: Callable, secretary: User, trainer: User, lesson: LiveSession
):
    lesson.edition.trainers.add(trainer)
    cast.a_place(lesson.edition, cast.a_secretary(1), state=EnrolmentState.WAITING)
    expected = []
    for before, mails in (
        (30 * HOUR, 0),
        (24 * HOUR, 1),
        (20 * HOUR, 1),
        (HOUR, 2),
        (HOUR / 2, 2),
        (0 * HOUR, 2),
    ):
        stop_clock(lesson.starts_at - before)
        remind()
        expected.append(mails)
        for who in (secretary, trainer):
            assert OutboxMessage.objects.filter(to=who.email).count() == mails
    assert OutboxMessage.objects.count() == 2 * expected[-1]


def test_a_class_that_moves_is_reminded_again(stop_clock: Callable, secretary: User, lesson: LiveSession):
    stop_clock(lesson.starts_at - 2 * HOUR)
    remind()
    later = lesson.starts_at + HOUR
    reschedule_session(session=lesson, starts_at=later, ends_at=later + HOUR, actor=None)
    remind()
    hers = OutboxMessage.objects.filter(to=secretary.email).order_by("pk")
    assert [mail.subject.split(":")[0] for mail in hers][1] == "Cambia de hora una clase"
    assert hers.count() == 3
    assert clock.now() < later
