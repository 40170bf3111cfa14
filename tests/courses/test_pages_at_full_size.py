"""A course with a hundred lessons and an edition with a thousand people cost what small ones cost."""

import sys

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import clock
from courses.enums import EnrolmentState
from courses.models import Enrolment, EnrolmentEvent
from people.models import Membership, User
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MOST_OF_A_COURSE, MOST_OF_A_LIST = 12, 15
MOST_BYTES = 60_000


def look(browser, path):
    """Return how many questions the second visit asks, and how much HTML comes."""
    cache.clear()
    browser.get(path)
    with CaptureQueriesContext(connection) as seen:
        answer = browser.get(path)
    assert answer.status_code == 200, path
    return len(seen), len(answer.content)


def say(name, small, large, size):
    """Write the figures where the bench reads them."""
    sys.stdout.write(f"\ntamaño {small} {large} {size} {name}\n")


def fill(edition, people):
    """Give places to so many people more, each of a town hall, as they would stand."""
    number = User.objects.count()
    made = User.objects.bulk_create(
        User(email=f"p{number + turn}@valdoria.example", first_name=f"Ana {turn}", last_name="Mirón")
        for turn in range(people)
    )
    halls = [cast.entity(f"Villa {turn}") for turn in range(min(people, 180))]
    Membership.objects.bulk_create(
        Membership(person=who, entity=halls[turn % len(halls)], post="Secretaria", valid_from=cast.SINCE)
        for turn, who in enumerate(made)
    )
    places = Enrolment.objects.bulk_create(
        Enrolment(
            edition=edition,
            person=who,
            entity=halls[turn % len(halls)],
            state=EnrolmentState.CONFIRMED,
            applied_at=clock.now(),
        )
        for turn, who in enumerate(made)
    )
    EnrolmentEvent.objects.bulk_create(
        EnrolmentEvent(
            enrolment=place, entity_id=place.entity_id, at=place.applied_at, source="", target=place.state
        )
        for place in places
    )


def course_with(lessons):
    """Return a course and its open edition."""
    course = cast.a_course(lessons=lessons)
    return course, cast.an_edition(course, capacity=2_000)


def test_a_course_of_a_hundred_lessons_asks_what_one_of_ten_asks(signed_in):
    secretary = cast.a_secretary(villages=1)
    browser, seen = signed_in(secretary), []
    for lessons in (10, 100):
        course, edition = course_with(lessons)
        cast.a_place(edition, secretary)
        seen.append(look(browser, course.get_url()))
    (few, _), (many, size) = seen
    say("curso con 10 y con 100 lecciones", few, many, size)
    assert (many, many <= MOST_OF_A_COURSE, size <= MOST_BYTES) == (few, True, True)


def test_a_course_with_a_thousand_learners_asks_what_one_with_ten_asks(signed_in):
    secretary = cast.a_secretary(villages=1)
    browser = signed_in(secretary)
    course, edition = course_with(10)
    fill(edition, 10)
    few, _ = look(browser, course.get_url())
    fill(edition, 990)
    many, size = look(browser, course.get_url())
    say("curso con 10 y con 1.000 personas", few, many, size)
    assert (many, many <= MOST_OF_A_COURSE, size <= MOST_BYTES) == (few, True, True)


def test_the_list_of_a_thousand_people_asks_what_that_of_ten_asks(signed_in):
    browser = signed_in(cast.a_head())
    _, edition = course_with(0)
    path = reverse("courses:people", args=[edition.code])
    fill(edition, 10)
    few, _ = look(browser, path)
    fill(edition, 990)
    many, size = look(browser, path)
    say("lista de 10 y de 1.000 participantes", few, many, size)
    assert (many, many <= MOST_OF_A_LIST) == (few, True)


def test_a_page_that_asked_for_each_person_would_be_caught(head):
    _, edition = course_with(0)
    fill(edition, 20)
    with CaptureQueriesContext(connection) as seen:
        for place in Enrolment._base_manager.filter(edition=edition):
            assert place.person.first_name
    assert len(seen) > MOST_OF_A_LIST
