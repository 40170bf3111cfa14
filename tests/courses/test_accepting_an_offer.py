"""A seat that was offered is taken within 48 hours, or passes on."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from courses.enums import EnrolmentState, Refusal
from courses.services import expire_offers
from courses.services.learning.today import Today
from people.models import User
from tests import cast
from tests.courses.acts import act_on, events_of, states_of

pytestmark = pytest.mark.django_db
OFFERED, WAITING = EnrolmentState.OFFERED, EnrolmentState.WAITING
HOUR = timedelta(hours=1)


def test_in_time_it_becomes_a_place(client: Client, secretary: User):
    edition = cast.an_edition(capacity=1)
    place = cast.a_place(edition, secretary, state=OFFERED, offer_expires=clock.now() + HOUR)
    act_on(cast.signed_in(client, secretary), "courses:accept", place, secretary)
    assert events_of(place) == [("offered", "confirmed")]


def test_late_it_is_refused_even_before_the_job_has_run(client: Client, secretary: User):
    edition = cast.an_edition(capacity=1)
    place = cast.a_place(edition, secretary, state=OFFERED, offer_expires=clock.now() - HOUR)
    answer = act_on(cast.signed_in(client, secretary), "courses:accept", place, secretary)
    assert answer.status_code == 409
    assert str(Refusal.OFFER_EXPIRED.label) in answer.content.decode()
    assert states_of(edition) == ["offered"]


def test_what_was_not_offered_cannot_be_accepted(client: Client, secretary: User):
    edition = cast.an_edition(capacity=1)
    place = cast.a_place(edition, secretary, state=WAITING)
    answer = act_on(cast.signed_in(client, secretary), "courses:accept", place, secretary)
    assert answer.status_code == 409
    assert states_of(edition) == ["waiting"]


def test_an_offer_nobody_took_passes_to_the_next_once():
    edition = cast.an_edition(capacity=1)
    late, following, last = (cast.a_secretary(1) for _ in range(3))
    cast.a_place(edition, late, state=OFFERED, offer_expires=clock.now() - HOUR)
    for who in (following, last):
        cast.a_place(edition, who, state=WAITING)
    assert [expire_offers(), expire_offers()] == [1, 0]
    assert states_of(edition) == ["expired", "offered", "waiting"]


@pytest.mark.parametrize(
    ("state", "refusal"), [("finished", Refusal.EDITION_ENDED), ("cancelled", Refusal.CANCELLED)]
)
def test_an_offer_of_an_edition_that_ended_is_neither_shown_nor_taken(
    client: Client, secretary: User, state: str, refusal: Refusal
):
    edition = cast.an_edition(state=state)
    place = cast.a_place(edition, secretary, state=OFFERED, offer_expires=clock.now() + HOUR)
    answer = act_on(cast.signed_in(client, secretary), "courses:accept", place, secretary)
    assert (answer.status_code, states_of(edition)) == (409, ["offered"])
    assert str(refusal.label) in answer.content.decode()
    assert Today(secretary).offers == []
    page = client.get(reverse("courses:place", args=[place.pk])).content.decode()
    assert ("Aceptar la plaza" in page, "Acéptala" in page) == (False, False)
