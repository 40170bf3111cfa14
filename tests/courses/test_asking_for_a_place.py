"""A secretary asks for a place on behalf of one of her town halls."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.models import AuditEntry, OutboxMessage
from courses.enums import EditionState, EnrolmentState, Refusal
from people.models import User
from tests import cast
from tests.courses.acts import ask, events_of, places_of, states_of

pytestmark = pytest.mark.django_db


def test_while_there_are_places_one_gets_one_at_once(client: Client, secretary: User):
    edition, village = cast.an_edition(capacity=2), secretary.standing.entities[1]
    answer = ask(cast.signed_in(client, secretary), edition, secretary, village)
    [place] = places_of(edition)
    assert answer.url == reverse("courses:place", args=[place.pk])
    assert (place.state, place.person_id, place.entity_id) == ("confirmed", secretary.pk, village.pk)
    assert events_of(place) == [("", "applied"), ("applied", "confirmed")]


def test_the_place_the_mail_and_the_audit_row_come_together(client: Client, secretary: User):
    edition, village = cast.an_edition(), secretary.standing.entities[0]
    ask(cast.signed_in(client, secretary), edition, secretary, village)
    [place] = places_of(edition)
    row = AuditEntry.objects.get(action="courses.place.asked")
    mail = OutboxMessage.objects.get()
    assert (row.actor_id, row.entity_id, row.target) == (secretary.pk, village.pk, f"enrolment:{place.pk}")
    assert (mail.to, mail.subject) == (secretary.email, f"Tienes plaza: {edition.course.title}")
    assert village.name in mail.text


def test_the_page_of_the_place_says_for_whom_it_is(client: Client, secretary: User):
    edition, village = cast.an_edition(), secretary.standing.entities[0]
    answer = ask(cast.signed_in(client, secretary), edition, secretary, village)
    page = client.get(answer.url).content.decode()
    assert "Tienes plaza" in page
    assert f"por {village.name}" in page


def test_when_it_is_full_one_waits_in_order_of_arrival(client: Client):
    edition = cast.an_edition(capacity=1)
    people = [cast.a_secretary(villages=1) for _ in range(3)]
    for who in people:
        ask(cast.signed_in(client, who), edition, who, who.standing.entities[0])
    assert states_of(edition) == ["confirmed", "waiting", "waiting"]
    page = client.get(edition.course.get_url()).content.decode()
    assert "Tienes delante a 1 persona en la lista de espera" in page


def test_nobody_passes_those_who_wait_even_if_a_seat_is_free(client: Client, secretary: User):
    edition = cast.an_edition(capacity=2)
    early = cast.a_secretary(villages=1)
    cast.a_place(edition, early, state=EnrolmentState.WAITING)
    ask(cast.signed_in(client, secretary), edition, secretary, secretary.standing.entities[0])
    assert states_of(edition) == ["waiting", "waiting"]


def test_where_approval_is_needed_one_waits_for_it_with_seats_free(client: Client, secretary: User):
    edition = cast.an_edition(needs_approval=True)
    ask(cast.signed_in(client, secretary), edition, secretary, secretary.standing.entities[0])
    assert states_of(edition) == ["applied"]


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"state": EditionState.PLANNED}, Refusal.NOT_OPEN),
        ({"state": EditionState.CANCELLED}, Refusal.CANCELLED),
        ({"state": EditionState.CLOSED}, Refusal.TOO_LATE),
        ({"apply_until": timedelta(seconds=-1)}, Refusal.TOO_LATE),
        ({"apply_from": timedelta(hours=1)}, Refusal.TOO_EARLY),
    ],
)
def test_outside_the_window_it_is_refused_and_nothing_is_written(
    client: Client, secretary: User, change: dict, refusal: Refusal
):
    dates = {name: clock.now() + value for name, value in change.items() if isinstance(value, timedelta)}
    edition = cast.an_edition(**{**change, **dates})
    answer = ask(cast.signed_in(client, secretary), edition, secretary, secretary.standing.entities[0])
    assert answer.status_code == 409
    assert str(refusal.label) in answer.content.decode()
    assert places_of(edition) == []
    assert not OutboxMessage.objects.exists()
    assert not AuditEntry.objects.filter(action__startswith="courses.").exists()


def test_a_running_edition_takes_people_while_its_window_is_open(client: Client, secretary: User):
    edition = cast.an_edition(state=EditionState.RUNNING)
    ask(cast.signed_in(client, secretary), edition, secretary, secretary.standing.entities[0])
    assert states_of(edition) == ["confirmed"]


def test_a_second_place_in_the_same_edition_is_refused_whatever_the_town_hall(
    client: Client, secretary: User
):
    edition, (one, other, _) = cast.an_edition(), secretary.standing.entities
    cast.signed_in(client, secretary)
    ask(client, edition, secretary, one)
    answer = ask(client, edition, secretary, other)
    assert answer.status_code == 409
    assert str(Refusal.ALREADY.label) in answer.content.decode()
    assert [place.entity_id for place in places_of(edition)] == [one.pk]


def test_a_stranger_is_sent_nowhere_and_asks_for_nothing(client: Client, secretary: User):
    edition = cast.an_edition()
    answer = ask(client, edition, secretary, secretary.standing.entities[0])
    assert answer.status_code == 403
    assert places_of(edition) == []


def test_a_place_is_never_asked_for_by_opening_an_address(client: Client, secretary: User):
    edition = cast.an_edition()
    address = reverse("courses:ask", args=[edition.code, secretary.standing.entities[0].pk])
    assert cast.signed_in(client, secretary).get(address).status_code == 403
    assert places_of(edition) == []
