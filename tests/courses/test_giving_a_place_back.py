"""A place given back goes to the next of the list, at once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.models import AuditEntry, OutboxMessage
from courses.enums import EnrolmentState, Refusal
from courses.services.places import promotion
from people.models import User
from tests import cast
from tests.courses.acts import act_on, ask, events_of, places_of, states_of

pytestmark = pytest.mark.django_db
WAITING = EnrolmentState.WAITING


def test_the_next_of_the_list_is_offered_it_for_48_hours(client: Client, secretary: User):
    edition = cast.an_edition(capacity=1)
    place = cast.a_place(edition, secretary)
    for _ in range(2):
        cast.a_place(edition, cast.a_secretary(1), state=WAITING)
    act_on(cast.signed_in(client, secretary), "courses:give_up", place, secretary)
    assert states_of(edition) == ["withdrawn", "offered", "waiting"]
    first = places_of(edition)[1]
    assert abs(first.offer_expires - clock.now() - timedelta(hours=48)) < timedelta(minutes=1)
    assert sorted(OutboxMessage.objects.values_list("to", flat=True)) == sorted(
        [secretary.email, first.person.email]
    )


def test_each_change_is_an_event_and_an_audit_row(client: Client, secretary: User):
    edition = cast.an_edition(capacity=1)
    place = cast.a_place(edition, secretary)
    heir = cast.a_place(edition, cast.a_secretary(1), state=WAITING)
    act_on(cast.signed_in(client, secretary), "courses:give_up", place, secretary)
    assert events_of(place) == [("confirmed", "withdrawn")]
    assert events_of(heir) == [("waiting", "offered")]
    assert list(
        AuditEntry.objects.filter(action__startswith="courses.place").values_list("action", "actor_id")
    ) == [("courses.place.offered", None), ("courses.place.withdrawn", secretary.pk)]


def test_without_promotion_the_seat_would_stay_empty(
    client: Client, secretary: User, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(promotion, "offer", lambda enrolment: None)
    edition = cast.an_edition(capacity=1)
    place = cast.a_place(edition, secretary)
    cast.a_place(edition, cast.a_secretary(1), state=WAITING)
    act_on(cast.signed_in(client, secretary), "courses:give_up", place, secretary)
    assert states_of(edition) == ["withdrawn", "waiting"]


def test_the_page_asks_first_and_changes_nothing(client: Client, secretary: User):
    edition = cast.an_edition()
    place = cast.a_place(edition, secretary)
    page = cast.signed_in(client, secretary).get(reverse("courses:give_up", args=[place.pk]))
    assert "Sí, renunciar a la plaza" in page.content.decode()
    assert states_of(edition) == ["confirmed"]


def test_after_the_limit_a_seat_is_kept_and_the_page_says_whom_to_call(client: Client, secretary: User):
    edition = cast.an_edition(cancel_until=clock.now() - timedelta(seconds=1))
    place = cast.a_place(edition, secretary)
    answer = act_on(cast.signed_in(client, secretary), "courses:give_up", place, secretary)
    assert answer.status_code == 409
    assert str(Refusal.TOO_LATE_TO_WITHDRAW.label) in answer.content.decode()
    assert states_of(edition) == ["confirmed"]


def test_whoever_only_waits_may_always_leave(client: Client, secretary: User):
    edition = cast.an_edition(cancel_until=clock.now() - timedelta(seconds=1))
    place = cast.a_place(edition, secretary, state=WAITING)
    act_on(cast.signed_in(client, secretary), "courses:give_up", place, secretary)
    assert states_of(edition) == ["withdrawn"]


def test_anothers_place_is_not_there(client: Client, secretary: User):
    edition = cast.an_edition()
    place = cast.a_place(edition, cast.a_secretary(1))
    answer = act_on(cast.signed_in(client, secretary), "courses:give_up", place, secretary)
    assert answer.status_code == 404
    assert states_of(edition) == ["confirmed"]


def test_after_giving_it_back_one_may_ask_again(client: Client, secretary: User):
    edition = cast.an_edition()
    place = cast.a_place(edition, secretary)
    act_on(cast.signed_in(client, secretary), "courses:give_up", place, secretary)
    ask(client, edition, secretary, place.entity)
    assert states_of(edition) == ["withdrawn", "confirmed"]
