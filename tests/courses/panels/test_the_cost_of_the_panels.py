"""However large the province, the panels ask the database the same number of questions."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.enums import EnrolmentState
from courses.models import Competence, Edition
from courses.services.dashboard import course_panel, province_panel, widest_gap
from people.models import User
from tests import cast
from tests.courses.panels.acts import a_closed_class, addresses, came, read_all
from tests.courses.surveying import answered_edition

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# What each panel asks by itself, and what a whole page does, with who looks and what is in its header.
PROVINCE, COURSE, SENTENCE, PAGE = 11, 13, 5, 22


@pytest.fixture
def edition(db: None) -> Edition:
    cast.a_survey()
    edition = cast.an_edition(cast.a_course(lessons=2))
    edition.course.competences.add(Competence.objects.create(name="Registrar", area="Registro"))
    edition.course.save()
    return edition


def asked(act: object) -> int:
    with CaptureQueriesContext(connection) as seen:
        act()  # type: ignore[operator]
    return len(seen)


def filled(edition: Edition) -> None:
    """One more of everything: somebody who came, another course, a survey that is read."""
    who = cast.a_secretary(2)
    place = cast.a_place(edition, who, state=EnrolmentState.ATTENDED)
    came(a_closed_class(edition), place)
    cast.a_place(cast.an_edition(cast.a_course()), who)
    read_all(who, edition.course)
    answered_edition(4, 4, 4, 4, 4, course=edition.course)


def test_the_figures_cost_the_same_for_few_and_for_many(edition: Edition):
    def costs() -> list[int]:
        course = edition.course
        return [asked(province_panel), asked(lambda: course_panel(course=course)), asked(widest_gap)]

    filled(edition)
    few = costs()
    for _ in range(5):
        filled(edition)
    assert costs() == few == [PROVINCE, COURSE, SENTENCE]


def test_every_page_and_file_costs_the_same_for_few_and_for_many(
    client: Client, head: User, edition: Edition
):
    cast.signed_in(client, head)
    pages = addresses(edition.course)

    def costs() -> list[int]:
        return [asked(lambda address=address: client.get(address)) for address in pages]

    filled(edition)
    costs()
    few = costs()
    for _ in range(5):
        filled(edition)
    assert costs() == few
    assert max(few) <= PAGE


def test_home_costs_the_head_the_same_for_few_and_for_many(client: Client, head: User, edition: Edition):
    cast.home()
    cast.signed_in(client, head)
    address = reverse("courses:mine")
    filled(edition)
    client.get(address)
    few = asked(lambda: client.get(address))
    for _ in range(5):
        filled(edition)
    assert asked(lambda: client.get(address)) == few
