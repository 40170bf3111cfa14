"""Who finished an edition is asked once what she thinks, and once more before it closes."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.models import OutboxMessage
from courses import tasks
from courses.hub import Visit, survey
from courses.models import Edition
from courses.providers import tasks as waiting
from courses.services import cancel_session
from courses.services.surveys import invite_to_surveys, surveys_waiting
from people.models import User
from tests import cast
from tests.courses.surveying import an_ended_edition, answer, places

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(db: None) -> Edition:
    cast.a_survey()
    return an_ended_edition()


def subjects() -> list[str]:
    asked = OutboxMessage.objects.filter(subject__contains="qué tal")
    return sorted(mail.subject.split(":")[0] for mail in asked)


def later(stop_clock, days: int) -> None:
    """Let the worker run so many days from now."""
    stop_clock(clock.now() + timedelta(days=days))
    tasks.invite_to_surveys()


def test_each_person_is_invited_once(edition: Edition):
    places(edition, 3)
    assert [invite_to_surveys(), invite_to_surveys()] == [3, 3]
    assert subjects() == ["Cuéntanos qué tal"] * 3


def test_the_mail_leads_to_the_page_and_says_it_has_no_name(edition: Edition):
    [place] = places(edition, 1)
    invite_to_surveys()
    [mail] = OutboxMessage.objects.filter(to=place.person.email)
    assert mail.text.count(reverse("courses:survey", args=[edition.code])) == 1
    assert mail.text.count("sin tu nombre") == 1


def test_who_has_not_answered_is_reminded_once_near_the_end(edition: Edition, stop_clock):
    answers, waits = places(edition, 2)
    invite_to_surveys()
    answer(answers)
    later(stop_clock, 4)
    assert subjects() == ["Cuéntanos qué tal"] * 2
    later(stop_clock, 7)
    later(stop_clock, 1)
    assert subjects() == ["Cuéntanos qué tal"] * 2 + ["Últimos días para contarnos qué tal"]
    assert OutboxMessage.objects.filter(to=waits.person.email).count() == 2


def test_a_worker_that_was_stopped_does_not_send_both_at_once(edition: Edition, stop_clock):
    places(edition, 1)
    later(stop_clock, 12)
    later(stop_clock, 0)
    assert subjects() == ["Cuéntanos qué tal"]


def test_nobody_is_asked_early_nor_late_nor_with_her_account_shut(edition: Edition, stop_clock):
    running = an_ended_edition(days_ago=-3)
    places(running, 1)
    [gone] = places(edition, 1)
    User.objects.filter(pk=gone.person_id).update(is_active=False)
    places(an_ended_edition(state="cancelled"), 1)
    assert invite_to_surveys() == 0
    places(edition, 1)
    later(stop_clock, 30)
    assert subjects() == []


def test_a_class_still_to_come_is_waited_for(edition: Edition):
    cast.a_class(edition, starts_in=60)
    places(edition, 1)
    assert surveys_waiting() == []


def test_a_class_that_was_called_off_is_not_waited_for(edition: Edition, head: User):
    cancel_session(session=cast.a_class(edition, starts_in=60), reason="Nieva", actor=head)
    places(edition, 1)
    assert len(surveys_waiting()) == 1


def test_home_says_it_until_it_is_answered(edition: Edition, secretary: User):
    place = cast.a_place(edition, secretary)
    [task] = waiting.surveys_to_answer(secretary, ())
    assert (task.title, task.url) == (
        f"Cuéntanos qué tal «{edition.course.title}»",
        reverse("courses:survey", args=[edition.code]),
    )
    answer(place)
    # A person object lives as long as a request.
    again = User.objects.get(pk=secretary.pk)
    assert waiting.surveys_to_answer(again, ()) == []


def test_another_person_has_nothing_to_answer(edition: Edition, councillor: User):
    places(edition, 2)
    assert waiting.surveys_to_answer(councillor, ()) == []


def test_the_classroom_has_its_card(client: Client, edition: Edition, secretary: User, head: User):
    place = cast.a_place(edition, secretary)
    asked = survey(Visit(secretary, edition, place, runs_it=False))
    assert (asked.title, asked.for_staff) == ("Cuéntanos qué tal", False)
    answer(place)
    assert survey(Visit(secretary, edition, place, runs_it=False)) is None
    read = survey(Visit(head, edition, None, runs_it=True))
    assert (read.title, read.for_staff) == ("Qué tal ha ido", True)
