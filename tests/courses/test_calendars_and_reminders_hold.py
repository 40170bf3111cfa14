"""A calendar any program reads, and a reminder once however often, or however badly, the worker runs."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from core import outbox
from core.models import OutboxMessage
from courses import tasks
from courses.models import LiveSession
from courses.services import remind, schedule_session
from people.models import User
from tests import cast

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def lesson(secretary: User, stop_clock: Callable) -> LiveSession:
    stop_clock(datetime(2026, 10, 24, 8, tzinfo=UTC))
    edition = cast.an_edition(cast.a_course(lessons=0))
    cast.a_place(edition, secretary)
    starts = datetime(2026, 10, 26, 9, tzinfo=UTC)
    return schedule_session(
        edition=edition, title="Clase; con, comas", starts_at=starts, ends_at=starts + HOUR
    )


@pytest.mark.parametrize("whose", ["own_calendar", "edition_calendar"])
def test_it_says_the_hour_of_the_province_with_its_zone(
    client: Client, secretary: User, lesson: LiveSession, whose: str
):
    arguments = [lesson.edition.code] if whose == "edition_calendar" else []
    answer = cast.signed_in(client, secretary).get(reverse(f"courses:{whose}", args=arguments))
    read = Calendar.from_ical(answer.content)
    (zone,), (event,) = read.walk("VTIMEZONE"), read.walk("VEVENT")
    assert (str(zone["TZID"]), read["VERSION"], answer["Content-Type"].split(";")[0]) == (
        "Europe/Madrid",
        "2.0",
        "text/calendar",
    )
    # After the night of the 25th, ten by the wall is nine in UTC.
    assert event["DTSTART"].params["TZID"] == "Europe/Madrid"
    assert event.decoded("DTSTART").strftime("%d-%m %H:%M") == "26-10 10:00"
    assert event.decoded("DTSTART").astimezone(UTC) == lesson.starts_at
    assert (str(event["UID"]), event["SEQUENCE"], str(event["SUMMARY"])) == (
        f"clase-{lesson.pk}@localhost",
        0,
        "Clase; con, comas",
    )


def test_two_ticks_of_the_worker_remind_once(stop_clock: Callable, lesson: LiveSession, secretary: User):
    stop_clock(lesson.starts_at - 20 * HOUR)
    for _ in range(2):
        tasks.remind()
    assert OutboxMessage.objects.filter(to=secretary.email).count() == 1


def test_a_worker_killed_in_the_middle_reminds_the_rest_and_nobody_twice(
    stop_clock: Callable, lesson: LiveSession, monkeypatch: pytest.MonkeyPatch
):
    for _ in range(3):
        cast.a_place(lesson.edition, cast.a_secretary(1))
    stop_clock(lesson.starts_at - 20 * HOUR)
    kept: list[str] = []

    def dies_after_two(mails: Sequence[outbox.Mail]) -> None:
        kept.extend(mail.to for mail in mails[:2])
        outbox.send_mails(mails[:2])
        raise KeyboardInterrupt

    monkeypatch.setattr("courses.services.editions.agenda.send_mails", dies_after_two)
    # What each tick had written before it was killed stays: each mail is a row of its own.
    with pytest.raises(KeyboardInterrupt), transaction.atomic(savepoint=False):
        remind()
    transaction.set_rollback(False)
    monkeypatch.undo()
    stop_clock(lesson.starts_at - 19 * HOUR)
    remind()
    remind()
    told = list(OutboxMessage.objects.values_list("to", flat=True))
    assert (len(told), len(set(told)), OutboxMessage.objects.filter(to__in=kept).count()) == (4, 4, 2)


def test_twenty_classes_ask_the_database_as_much_as_two(
    stop_clock: Callable, lesson: LiveSession, trainer: User
):
    stop_clock(lesson.starts_at - 20 * HOUR)

    def costs(classes: int) -> list[int]:
        while LiveSession.objects.count() < classes:
            edition = cast.an_edition(lesson.edition.course)
            edition.trainers.add(trainer)
            cast.a_place(edition, cast.a_secretary(1))
            cast.a_class(edition, starts_in=600)
        OutboxMessage.objects.all().delete()
        found = []
        # First with every mail to write, then with none.
        for _ in range(2):
            with CaptureQueriesContext(connection) as seen:
                assert remind() == 2 * classes - 1
            found.append(len(seen))
        assert OutboxMessage.objects.count() == 2 * classes - 1
        return found

    few = costs(2)
    assert costs(20) == few == [5, 4]
