"""An edition whose classes coincide with hers is blocked or warned of, as the edition says."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from courses.enums import EnrolmentState, Overlap
from courses.errors import PlaceRefused
from courses.models import Edition
from courses.services import apply_for_place, schedule_session
from courses.services.places.overlaps import clash
from people.models import User
from tests import cast
from tests.courses.acts import places_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def with_class(edition: Edition, hours_later: int) -> Edition:
    start = clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=3) + hours_later * HOUR
    schedule_session(edition=edition, title=f"Clase {hours_later}", starts_at=start, ends_at=start + 2 * HOUR)
    return edition


@pytest.fixture
def busy(secretary: User) -> User:
    cast.a_place(with_class(cast.an_edition(), 10), secretary)
    return secretary


@pytest.mark.parametrize(("later", "blocked"), [(8, False), (9, True), (10, True), (11, True), (12, False)])
def test_where_it_blocks_no_place_is_asked_for_over_another_class(busy: User, later: int, blocked: bool):
    edition = with_class(cast.an_edition(overlap=Overlap.BLOCK), later)
    entity = busy.standing.entities[0]
    if blocked:
        with pytest.raises(PlaceRefused, match="«Clase 10»"):
            apply_for_place(edition=edition, person=busy, entity=entity, key="la-que-choca")
    else:
        apply_for_place(edition=edition, person=busy, entity=entity, key="la-que-no-choca")
    assert len(places_of(edition)) == int(not blocked)


def test_where_it_warns_the_page_of_the_place_says_so(client: Client, busy: User):
    edition = with_class(cast.an_edition(cast.a_course(lessons=0)), 11)
    apply_for_place(edition=edition, person=busy, entity=busy.standing.entities[0], key="la-que-avisa")
    (place,) = places_of(edition)
    page = cast.signed_in(client, busy).get(reverse("courses:place", args=[place.pk])).content.decode()
    assert page.count("Coincide con tu clase «Clase 10»") == 1


def test_a_place_that_was_given_back_is_in_nobodys_way(secretary: User):
    cast.a_place(with_class(cast.an_edition(), 10), secretary, state=EnrolmentState.WITHDRAWN)
    assert clash(secretary, with_class(cast.an_edition(), 10)) == ""
